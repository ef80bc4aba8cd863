using RoutingData.Monitor;
using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;
using RoutingData.Testing.Simulation;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A session's plain reads show all that it has written itself, and all that it has read before, until a server is elected that lacks something
/// that another has, or one is cloned anew: what such a failover has lost may come back with the former writer, and clones show less than before, so that
/// the history alone does not tell any more what there is to be seen.</summary>
internal static class SessionsSeeTheirOwn
{
    public static IEnumerable<string> Violations(RunHistory history) =>
        history.Calls.GroupBy(call => call.Session).SelectMany(session => Violations(history, session));

    private static IEnumerable<string> Violations(RunHistory history, IEnumerable<Call> session)
    {
        var (written, seen) = (new HashSet<int>(), new HashSet<int>());
        var until = history.Beliefs.Where(belief => belief.Change.Kind == TopologyEventKind.WriterElected && Lacks(history, belief))
            .Select(belief => belief.EventsBefore).FirstOrDefault(int.MaxValue);
        var cloned = history.Events.TakeWhile(happened => !IsClone(happened)).Count();
        foreach (var call in session.TakeWhile(call => call.EventsAfter <= Math.Min(until, cloned)))
        {
            switch (call)
            {
                case { Kind: CallKind.Open, GoesOn: false }:
                    written.Clear();
                    seen.Clear();
                    break;
                case { Kind: CallKind.Write or CallKind.Transaction or CallKind.TextTransaction, Succeeded: true }:
                    written.UnionWith(call.Numbers);
                    break;
                case { Kind: CallKind.Read, Succeeded: true } when ReadAt(history, call) is { } at:
                    var read = history.Events[at];
                    var server = read.Databases![read.Server];
                    // While no writer is known, or by a name of several servers only, there is none to hold it against.
                    var there = history.WriterAt(at) is { } name && read.Databases.TryGetValue(name, out var writer) ? MissingOn(server, writer) : [];
                    there.ExceptWith(DiscardedOn(history, read.Server, at));
                    int[] lacking = [.. written.Where(there.Contains)], gone = [.. seen.Where(there.Contains)];
                    if (lacking.Length > 0) yield return $"{read} lacks {string.Join(',', lacking)}, which the session has written: {call}";
                    if (gone.Length > 0) yield return $"{read} lacks {string.Join(',', gone)}, which the session has seen: {call}";
                    seen.UnionWith(NumbersOn(server));
                    break;
            }
        }
    }

    private static bool IsClone(SimulatedEvent happened) =>
        happened.Kind == SimulatedEventKind.Fault && happened.Text.StartsWith("replica of ", StringComparison.Ordinal);

    // By what each server had just before the election, and just after it: what was committed between the two is in one of them. A name that leads to
    // several servers lacks what any of them does: which one it meant is not known.
    private static bool Lacks(RunHistory history, Belief elected)
    {
        var around = new[]
        {
            history.Events.Take(elected.EventsBefore).LastOrDefault(happened => happened.Databases is not null),
            history.Events.Skip(elected.EventsBefore).FirstOrDefault(happened => happened.Databases is not null),
        };
        return around.Any(then => then is not null && (!then.Databases!.TryGetValue(elected.Server, out var winner) ||
            then.Databases.Values.Any(database => !NumbersOn(database).IsSubsetOf(NumbersOn(winner)))));
    }

    // What the writer has and a server has not. Two servers that wrote at once gave one key to two rows, of which each shows one.
    private static HashSet<int> MissingOn(Database server, Database writer)
    {
        if (!writer.Tables.TryGetValue("writes", out var has)) return [];
        var keys = server.Tables.TryGetValue("writes", out var own) ? own.Rows : null;
        return [.. has.Rows.Where(row => keys is null || !keys.ContainsKey(row.Key)).Select(row => Convert.ToInt32(row.Value[1]))];
    }

    // A read that was lost and ran again is answered by the last one; one that a server executes as it wakes up may be of another call.
    private static int? ReadAt(RunHistory history, Call call)
    {
        for (var i = call.EventsAfter - 1; i >= call.EventsBefore; i--)
        {
            if (history.Events[i] is { Kind: SimulatedEventKind.Executed, Databases: not null } happened && happened.Text == SessionLoad.ReadOf(call.Session) &&
                history.EventsOf(call).Any(sent => sent.Kind == SimulatedEventKind.Sent && sent.Connection == happened.Connection && sent.Text == happened.Text))
                return i;
        }

        return null;
    }

    // Made another's clone while it ran, which takes a restart elsewhere.
    private static IEnumerable<int> DiscardedOn(RunHistory history, string server, int before) => history.Events.Take(before)
        .Where(happened => happened.Kind == SimulatedEventKind.Discarded && happened.Server == server)
        .SelectMany(happened => Writes.Numbers(happened.Transaction!));

    private static HashSet<int> NumbersOn(Database database) =>
        database.Tables.TryGetValue("writes", out var table) ? [.. table.Rows.Values.Select(row => Convert.ToInt32(row[1]))] : [];
}
