using RoutingData.Backends;
using RoutingData.Sessions;

namespace RoutingData.Failover;

/// <summary>A session's wish for a connection to some server of a hostgroup.</summary>
internal readonly record struct ConnectRequest(
    bool Async, RoutingSession Session, int Hostgroup, StatementAttempt Attempt, FreshnessDemand Demand, Waits Waits)
{
    /// <summary>The token for a wait: the caller's, together with <c>Cancel()</c>.</summary>
    public CancellationToken Waiting(CancellationToken cancellationToken) => Attempt.Waiting(Waits, cancellationToken);
}
