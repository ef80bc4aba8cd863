namespace RoutingData;

/// <summary>Where a statement goes, and why. Made without a server; see <see cref="RoutingDbDataSource.Explain"/>.</summary>
/// <param name="Target">Reader, writer, or the connection that holds the session's state.</param>
/// <param name="Hostgroup">Hostgroup id it goes to.</param>
/// <param name="RuleId">The query rule that chose the hostgroup; null when the classifier did.</param>
/// <param name="Reason">A sentence that says why. It holds no literal of the statement.</param>
/// <param name="Pins">Whether the session stays on its writer connection afterwards.</param>
public sealed record RouteDecision(RouteTarget Target, int Hostgroup, int? RuleId, string Reason, bool Pins);
