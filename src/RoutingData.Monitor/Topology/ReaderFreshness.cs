using RoutingData.Monitor.Gtids;
namespace RoutingData.Monitor.Topology;

/// <summary>How much of its writer's transactions one server is known to show.</summary>
/// <param name="UpTo">When the newest fetch began all of whose transactions it shows; 0 when none is known.</param>
/// <param name="IsCurrent">Whether that is the writer's newest position, which may be fetched again and be the same.</param>
/// <param name="Last">What it said last; null before it said anything.</param>
internal readonly record struct ReaderFreshness(long UpTo, bool IsCurrent, ServerPosition? Last);
