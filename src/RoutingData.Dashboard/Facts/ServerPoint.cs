namespace RoutingData.Dashboard.Facts;

/// <summary>A point of a server's sparklines.</summary>
/// <param name="Rate">Statements a second.</param>
/// <param name="Latency">Microseconds that they took on average; null where none was timed.</param>
internal readonly record struct ServerPoint(double Rate, double? Latency);
