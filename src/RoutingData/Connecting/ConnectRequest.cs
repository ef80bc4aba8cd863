
namespace RoutingData.Connecting;

/// <summary>A session's wish for a connection to some server of a hostgroup.</summary>
internal readonly record struct ConnectRequest(
    bool Async, IConnectionHolder Holder, int Hostgroup, StatementAttempt Attempt, FreshnessDemand Demand, Waits Waits)
{
    /// <summary>The token for a wait: the caller's, together with <c>Cancel()</c>.</summary>
    public CancellationToken Waiting(CancellationToken cancellationToken) => Attempt.Waiting(Waits, cancellationToken);
}
