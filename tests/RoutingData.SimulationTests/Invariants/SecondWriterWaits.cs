using RoutingData.Monitor;
using RoutingData.SimulationTests.Schedules;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A server that was known to be writable beside the writer does not take over from it without what the writer had executed,
/// unless it has been promoted or others follow it (D27, D38).</summary>
internal static class SecondWriterWaits
{
    public static IEnumerable<string> Violations(RunHistory history)
    {
        foreach (var belief in history.Beliefs)
        {
            if (belief is not { Change.Kind: TopologyEventKind.WriterBehind, IsFollowed: false }) continue;
            var (server, election) = (belief.Server, belief.EventsBefore - 1);
            if (ReadOnlyTimes.WritableSince(history, server, election) is not { } since) continue;
            var meanwhile = Enumerable.Range(since, election - since).ToArray();
            if (meanwhile.Any(i => history.Events[i].Server == server && history.Events[i].Text == "promoted")) continue;

            var writer = history.WriterAt(since);
            var end = meanwhile.Where(i => history.Events[i].Server == writer && Harm.IsDoneBy(history.Events[i])).Append(election).First();
            if (SecondWriter.IsKnown(history, server, since, end - 1)) yield return belief.Change.Reason;
        }
    }
}
