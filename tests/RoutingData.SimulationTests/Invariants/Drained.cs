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
        var holding = new HashSet<int>();
        for (var i = 0; i < history.Events.Count; i++)
        {
            var happened = history.Events[i];
            if (happened.Kind == SimulatedEventKind.Opened)
            {
                madeAt.TryAdd(happened.Connection, i);
                holding.Remove(happened.Connection);
            }

            if (happened.Kind != SimulatedEventKind.Sent || happened.IsUnpooled || IsPreparation(happened.Text)) continue;
            var text = happened.Text;
            if (text is "BEGIN" or "START TRANSACTION" or "SET TRANSACTION READ ONLY" || text.Contains("@mark", StringComparison.Ordinal))
                holding.Add(happened.Connection);
            var bound = holding.Contains(happened.Connection) || text.Contains("LAST_INSERT_ID", StringComparison.Ordinal);
            if (!bound && history.Beliefs.FirstOrDefault(belief => IsDemotionOf(belief, happened.Server) &&
                belief.EventsBefore > madeAt[happened.Connection] && belief.EventsBefore <= i) is { } demotion)
            {
                yield return $"{happened} on a connection from before: {demotion.Change.Reason}";
            }
        }
    }

    // A new connection's proof and the session's settings are no statements yet.
    private static bool IsPreparation(string text) =>
        text.StartsWith("SELECT @@", StringComparison.Ordinal) || text.StartsWith("SET time_zone", StringComparison.Ordinal);

    private static bool IsDemotionOf(Belief belief, string server) =>
        belief.Change.Kind is TopologyEventKind.WriterDemoted or TopologyEventKind.Conflict && belief.Change.Server.Hostname == server;
}
