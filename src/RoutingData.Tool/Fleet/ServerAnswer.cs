using System.Collections.Immutable;

namespace RoutingData.Tool.Fleet;

/// <summary>What a server says.</summary>
/// <param name="Address">The server.</param>
/// <param name="Role">Its part, as the router would have it.</param>
/// <param name="Health">How the monitor finds it.</param>
internal sealed record ServerAnswer(string Address, string Role, string Health)
{
    public string? Version { get; init; }

    public long? LagSeconds { get; init; }

    /// <summary>Whether its writes have GTIDs.</summary>
    public string? Gtids { get; init; }

    /// <summary>How far its clock is ahead of this machine's, in milliseconds, to half of the round trip.</summary>
    public long? ClockMs { get; init; }

    /// <summary>What the monitor's user may do there.</summary>
    public ImmutableArray<string> Grants { get; init; } = [];

    /// <summary>Why it does not answer.</summary>
    public string? Error { get; init; }
}
