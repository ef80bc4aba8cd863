using RoutingData.Pools;

namespace RoutingData.Execution.Hedging;

/// <summary>The first answer of two.</summary>
/// <param name="Result">What it is.</param>
/// <param name="Backend">The connection that it came on.</param>
/// <param name="Sent">The moment at which it was asked for there.</param>
internal readonly record struct HedgedAnswer<T>(T Result, BackendConnection Backend, long Sent);
