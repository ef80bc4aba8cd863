namespace RoutingData.Bench.Failover.Checks;

/// <summary>A time in which a server was the writer.</summary>
/// <param name="Server">Its @@server_id.</param>
/// <param name="From">When it was made writable.</param>
/// <param name="Until">When another one was.</param>
internal sealed record Reign(int Server, long From, long Until);
