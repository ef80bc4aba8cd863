using RoutingData.Monitor;

namespace RoutingData.Bench.ExactlyOnce;

/// <summary>One kind of write, without markers and with them.</summary>
internal sealed record WriteCost(ServerFlavor Flavor, string Write, WriteTimes Report, WriteTimes Resolve);
