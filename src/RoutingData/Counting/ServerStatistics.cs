using System.Collections.Immutable;
using RoutingData.Monitor;

namespace RoutingData;

/// <summary>What was counted of one server.</summary>
public sealed record ServerStatistics
{
    internal ServerStatistics()
    {
    }

    /// <summary>The server.</summary>
    public required ServerAddress Server { get; init; }

    /// <summary>Executions that it answered.</summary>
    public long Statements { get; init; }

    /// <summary>Executions that failed there, those that ran elsewhere afterwards among them.</summary>
    public long Errors { get; init; }

    /// <summary>How long they took.</summary>
    public required LatencySummary Latency { get; init; }

    /// <summary>The pool of connections to it.</summary>
    public required PoolStatistics Pool { get; init; }

    /// <summary>Why it is set aside as a reader now (<see cref="OutlierOptions"/>), as a sentence; null when it is not.</summary>
    public string? SetAside { get; init; }

    /// <summary>Until when it is set aside; null when it is not.</summary>
    public DateTimeOffset? SetAsideUntil { get; init; }

    /// <summary>Its latest probes, 120 at most, the last one last.</summary>
    public ImmutableArray<ProbeRecord> Probes { get; init; } = [];
}
