using RoutingData.Monitor;

namespace RoutingData;

/// <summary>One step of a failover.</summary>
/// <param name="Step">What happened.</param>
/// <param name="After">How long after the first step.</param>
/// <param name="Server">To which server.</param>
/// <param name="Reason">A sentence that says why.</param>
public sealed record FailoverPhase(FailoverStep Step, TimeSpan After, ServerAddress Server, string Reason);
