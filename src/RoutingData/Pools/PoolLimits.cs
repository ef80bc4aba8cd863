namespace RoutingData.Pools;

/// <summary>The bounds of one server's pool.</summary>
/// <param name="MaxConnections">Most connections at a time.</param>
/// <param name="MaxConcurrentConnects">Most connections being made at a time.</param>
/// <param name="ConnectTimeout">How long one may take to be made.</param>
internal readonly record struct PoolLimits(int MaxConnections, int MaxConcurrentConnects, TimeSpan ConnectTimeout);
