using RoutingData.Monitor;
using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A read does not wait on a server that has missed a probe while others are well and one is a reader: it goes there at once
/// (D50).</summary>
internal static class SuspectsAreLeft
{
    // A new connection, its proof, the session's settings: a few round trips.
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(50);

    public static IEnumerable<string> Violations(RunHistory history)
    {
        foreach (var belief in history.Beliefs.Where(belief => belief.Change.Kind == TopologyEventKind.Suspected))
        {
            var (suspect, until) = (belief.Server, belief.At + AtOnce);
            if (history.Events.Any(happened => happened.Server != suspect && happened.At <= until && IsSlowOrWorse(happened))) continue;
            if (!HasReader(history, suspect, history.Events.Count(happened => happened.At <= until) - 1)) continue;
            foreach (var call in history.Calls.Where(call => call is { Kind: CallKind.Read, HasReader: false } && call.EventsBefore <= belief.EventsBefore))
            {
                if (call.EndedAt > until && LastSent(history, call, until)?.Server == suspect && !NeedsWriter(history, call))
                    yield return $"{belief.Change.Reason}, and there it stayed: {call}";
            }
        }
    }

    private static bool IsSlowOrWorse(SimulatedEvent happened) => Harm.IsDoneBy(happened) || (happened.Kind == SimulatedEventKind.Fault &&
        happened.Text.StartsWith("statements take", StringComparison.Ordinal) && happened.Text != "statements take 00:00:00");

    // Its session has written what no reader was known to have: it waits for the next writer, as a write does.
    private static bool NeedsWriter(RunHistory history, Call call) => call.Error is RoutingDbException { Hostgroup: 10 } ||
        (LastSent(history, call, TimeSpan.MaxValue) is { } last && history.WriterAt(call.EventsAfter - 1) == last.Server);

    // One that was read-only all the time.
    private static bool HasReader(RunHistory history, string suspect, int to) => new[] { "db002", "db003" }.Any(server =>
        server != suspect && !ReadOnlyTimes.WasWritable(history, server, to));

    private static SimulatedEvent? LastSent(RunHistory history, Call call, TimeSpan until) => history.EventsOf(call)
        .TakeWhile(happened => happened.At <= until)
        .LastOrDefault(happened => happened.Kind == SimulatedEventKind.Sent && happened.Text == SessionLoad.ReadOf(call.Session));
}
