namespace RoutingData;

/// <summary>What was counted of the connections to one server. What is idle is the driver's to know.</summary>
public sealed record PoolStatistics
{
    internal PoolStatistics()
    {
    }

    /// <summary>Connections in use now, or being opened.</summary>
    public int InUse { get; init; }

    /// <summary>The most that there may be of this process; 0 before the first one.</summary>
    public int Most { get; init; }

    /// <summary>Sessions that wait for a place now.</summary>
    public int Waiting { get; init; }

    /// <summary>How often a session got a connection.</summary>
    public long Rented { get; init; }

    /// <summary>New physical connections, as far as the router can tell: made while the driver's pool was known to be empty.</summary>
    public long Connects { get; init; }

    /// <summary>Opens that failed.</summary>
    public long Failures { get; init; }

    /// <summary>How long those connects took.</summary>
    public required LatencySummary Connecting { get; init; }

    /// <summary>How long sessions waited for a place, those that had to.</summary>
    public required LatencySummary WaitingTime { get; init; }
}
