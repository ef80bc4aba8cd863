using RoutingData.Monitor;

namespace RoutingData.Connecting;

/// <summary>A session's wish for a connection to some server of a hostgroup.</summary>
internal readonly record struct ConnectRequest(
    bool Async, IConnectionHolder Holder, int Hostgroup, StatementAttempt Attempt, FreshnessDemand Demand, Waits Waits)
{
    /// <summary>Whether it is for the hostgroup of a pair's writer.</summary>
    public bool IsForWrites(TopologySnapshot topology) => topology.FindPair(Hostgroup)?.Pair.WriterHostgroup == Hostgroup;

    /// <summary>Returns the token for a wait: the caller's, together with <c>Cancel()</c>.</summary>
    public CancellationToken Waiting(CancellationToken cancellationToken) => Attempt.Waiting(Waits, cancellationToken);
}
