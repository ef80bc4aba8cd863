using RoutingData.Monitor;

namespace RoutingData;

/// <summary>A reader that may be chosen (<see cref="IReaderSelectionPolicy"/>).</summary>
public readonly record struct ReaderCandidate
{
    // Not a TimeSpan: with these four bytes a candidate is as small as without.
    private readonly int _microseconds;

    /// <summary>The address at which it listens.</summary>
    public required ServerAddress Address { get; init; }

    /// <summary>Its share of the load relative to the others, above 0: the configured weight, less while it starts slowly.</summary>
    public required double Weight { get; init; }

    /// <summary>How many of this process's connections to it sessions hold now.</summary>
    public required int InUse { get; init; }

    /// <summary>How long it has taken of late to answer a read of this process: an average that rises quickly, falls slowly, and is forgiven little by little
    /// while nothing is sent there. <see cref="TimeSpan.Zero"/> where nothing is known, or the policy does not want it
    /// (<see cref="IReaderSelectionPolicy.NeedsLatency"/>).</summary>
    /// <value>To the microsecond, and 35 minutes at most.</value>
    public TimeSpan Latency
    {
        get => TimeSpan.FromTicks(_microseconds * TimeSpan.TicksPerMicrosecond);
        init => _microseconds = (int)Math.Clamp((value.Ticks + TimeSpan.TicksPerMicrosecond - 1) / TimeSpan.TicksPerMicrosecond, 0, int.MaxValue);
    }
}
