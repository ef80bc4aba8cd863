using RoutingData.Sessions;

namespace RoutingData.Failover;

/// <summary>A session's wish for a connection to some server of a hostgroup.</summary>
internal readonly record struct ConnectRequest(bool Async, RoutingSession Session, int Hostgroup, StatementAttempt Attempt);
