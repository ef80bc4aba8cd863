using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;
using RoutingData.Testing.Simulation;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>What the servers committed, and what was sent for it.</summary>
internal static class Writes
{
    /// <summary>The application's commits through the router, each with its place among the events.</summary>
    public static IEnumerable<(int At, SimulatedEvent Commit)> Commits(RunHistory history)
    {
        for (var i = 0; i < history.Events.Count; i++)
        {
            if (history.Events[i] is { Kind: SimulatedEventKind.Committed, Connection: > 0 } commit) yield return (i, commit);
        }
    }

    /// <summary>The numbers a transaction wrote.</summary>
    public static IEnumerable<int> Numbers(LoggedTransaction transaction) =>
        transaction.Changes.OfType<RowChange>().Where(change => change.Values is not null).Select(change => Convert.ToInt32(change.Values![1]));

    /// <summary>Where among the events a connection's last statement before another event was sent.</summary>
    public static int SentBefore(RunHistory history, int anEvent)
    {
        var connection = history.Events[anEvent].Connection;
        var i = anEvent;
        while (i >= 0 && !(history.Events[i].Kind == SimulatedEventKind.Sent && history.Events[i].Connection == connection)) i--;
        return i;
    }

    public static bool IsWrite(string statement) =>
        statement.StartsWith("CALL", StringComparison.Ordinal) || statement.StartsWith("EXECUTE", StringComparison.Ordinal) ||
        (statement.Contains("INSERT INTO", StringComparison.Ordinal) && !statement.StartsWith("PREPARE", StringComparison.Ordinal));
}
