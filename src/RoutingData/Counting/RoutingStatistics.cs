using System.Collections.Immutable;

namespace RoutingData;

/// <summary>What a data source has counted: an immutable snapshot (<see cref="RoutingDbDataSource.Statistics"/>). Its parts are read one after another
/// while statements run, so that sums may differ by what ran meanwhile.</summary>
public sealed record RoutingStatistics
{
    internal RoutingStatistics()
    {
    }

    /// <summary>Whether statements are counted (<see cref="TelemetryOptions.Statistics"/>).</summary>
    public bool IsOn { get; init; }

    /// <summary>Since when: the start, or the last reset.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When it was taken.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Each statement that has run, by its digest, the one with the most executions first; <see cref="TelemetryOptions.MaxStatements"/> at most, and
    /// one for each operation with what is not told apart.</summary>
    public ImmutableArray<StatementStatistics> Statements { get; init; } = [];

    /// <summary>The same by the statements' first words.</summary>
    public ImmutableArray<OperationStatistics> Operations { get; init; } = [];

    /// <summary>Each server of the fleet, with its pool and its probes.</summary>
    public ImmutableArray<ServerStatistics> Servers { get; init; } = [];

    /// <summary>Each active query rule.</summary>
    public ImmutableArray<RuleStatistics> Rules { get; init; } = [];

    /// <summary>Reads that were sent to a second reader.</summary>
    public HedgeStatistics Hedges { get; init; } = new();

    /// <summary>The interruptions of writing that were seen, the latest last; 50 at most, and those that are not over.</summary>
    public ImmutableArray<FailoverRecord> Failovers { get; init; } = [];
}
