using System.Collections.Immutable;
using RoutingData.Dashboard.Facts;

namespace RoutingData.Dashboard.Models;

/// <summary>The points of a server's sparklines, the oldest first. A page goes on from there by itself.</summary>
/// <param name="Rate">Statements a second.</param>
/// <param name="Latency">Microseconds.</param>
internal sealed record PastModel(double[] Rate, double?[] Latency)
{
    public static PastModel Of(ImmutableArray<ServerPoint> points) => new(
        [.. points.Select(point => Math.Round(point.Rate, 1))], [.. points.Select(point => point.Latency is { } took ? Math.Round(took) : (double?)null)]);
}
