using RoutingData.Testing;
using RoutingData.Testing.Simulation;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>All that is known of an exactly-once run when it is over.</summary>
/// <param name="Events">What happened in the cluster.</param>
/// <param name="Calls">What the application called.</param>
/// <param name="Survived">What the final writer has.</param>
/// <param name="Deaths">How often a writer died, hung, was cut off, or a reply was lost.</param>
internal sealed record MarkedHistory(
    IReadOnlyList<SimulatedEvent> Events, IReadOnlyList<MarkedCall> Calls, IReadOnlyList<LoggedTransaction> Survived, int Deaths)
{
    /// <summary>The name of the table of markers.</summary>
    public const string MarkerTable = "routingdata_marker";

    /// <summary>What a transaction left in the application's own table: each number with its key.</summary>
    public static IEnumerable<(int Number, long Key)> Written(LoggedTransaction transaction) =>
        transaction.Changes.OfType<RowChange>().Where(change => change is { Table: "writes", Values: not null })
            .Select(change => (Convert.ToInt32(change.Values![1]), Convert.ToInt64(change.Values[0])));

    /// <summary>Whether a transaction left a marker.</summary>
    public static bool IsMarked(LoggedTransaction transaction) =>
        transaction.Changes.Any(change => change is RowChange { Table: MarkerTable, Values: [_, not null, ..] });
}
