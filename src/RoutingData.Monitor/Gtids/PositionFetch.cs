namespace RoutingData.Monitor.Gtids;

/// <summary>A server's position, fetched. The writer's holds every write that was answered before the fetch began.</summary>
/// <param name="BegunAt">When the question set out, by the monitor's clock.</param>
/// <param name="Position">The answer.</param>
internal readonly record struct PositionFetch(long BegunAt, ServerPosition Position);
