namespace RoutingData.Dashboard.Models;

/// <summary>A step of a failover.</summary>
/// <param name="Step">What happened.</param>
/// <param name="After">Milliseconds after the first step.</param>
/// <param name="Server">To which server.</param>
/// <param name="Reason">Why.</param>
internal sealed record PhaseModel(string Step, double After, string Server, string Reason);
