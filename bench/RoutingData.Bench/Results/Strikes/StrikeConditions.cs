namespace RoutingData.Bench.Results.Strikes;

/// <summary>Under what conditions servers are struck.</summary>
/// <param name="Rows">In the table.</param>
/// <param name="CommandTimeout">The driver's default command timeout, seconds; 0 for none.</param>
/// <param name="Patience">How long after a strike a read may take before it counts as hanging.</param>
/// <param name="BesideBare">Whether the bare driver reads beside the router, at the server that is struck.</param>
internal sealed record StrikeConditions(int Rows, int CommandTimeout, TimeSpan Patience, bool BesideBare = true);
