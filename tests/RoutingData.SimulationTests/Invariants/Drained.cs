using RoutingData.Monitor;
using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A connection made before its server was demoted gets nothing afterwards but what belongs to a transaction, or to a session's state,
/// that is on it already (D28).</summary>
internal static class Drained
{
    public static IEnumerable<string> Violations(RunHistory history)
    {
        var madeAt = new Dictionary<int, int>();
        var bound = new BoundConnections();
        for (var i = 0; i < history.Events.Count; i++)
        {
            var happened = history.Events[i];
            if (happened.Kind == SimulatedEventKind.Opened) madeAt.TryAdd(happened.Connection, i);
            if (bound.IsFree(happened) && history.Beliefs.FirstOrDefault(belief => IsDemotionOf(belief, happened.Server) &&
                belief.EventsBefore > madeAt[happened.Connection] && belief.EventsBefore <= i) is { } demotion)
            {
                yield return $"{happened} on a connection from before: {demotion.Change.Reason}";
            }
        }
    }

    // Under its own name: what is said of another name that leads there now may be about the server that it led to before.
    private static bool IsDemotionOf(Belief belief, string server) =>
        belief.Change.Kind is TopologyEventKind.WriterDemoted or TopologyEventKind.Conflict && belief.Change.Server.Hostname == server;
}
