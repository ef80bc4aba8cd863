namespace RoutingData.Dashboard.Models;

/// <summary>A part of the traffic: where it runs, and why.</summary>
/// <param name="Place">reader, writer, session or kept.</param>
/// <param name="Why">A few words.</param>
/// <param name="Count">Executions.</param>
/// <param name="Rate">Executions a second.</param>
internal sealed record TrafficModel(string Place, string Why, long Count, double Rate);
