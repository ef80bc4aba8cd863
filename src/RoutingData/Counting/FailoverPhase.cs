using RoutingData.Monitor;

namespace RoutingData;

/// <summary>One step of a failover.</summary>
public sealed record FailoverPhase
{
    internal FailoverPhase(FailoverStep step, TimeSpan after, ServerAddress server, string reason) =>
        (Step, After, Server, Reason) = (step, after, server, reason);

    /// <summary>What happened.</summary>
    public FailoverStep Step { get; }

    /// <summary>How long after the first step.</summary>
    public TimeSpan After { get; }

    /// <summary>To which server.</summary>
    public ServerAddress Server { get; }

    /// <summary>A sentence that says why.</summary>
    public string Reason { get; }
}
