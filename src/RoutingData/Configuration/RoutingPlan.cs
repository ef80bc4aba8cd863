using RoutingData.Failover;
using RoutingData.Routing;
using RoutingData.Rules;

namespace RoutingData.Configuration;

/// <summary>All that a reload replaces, in one piece: a statement sees one plan from its beginning to its end.</summary>
/// <param name="Configuration">What the options came to.</param>
/// <param name="Rules">Its query rules.</param>
/// <param name="Router">Rules, read-only functions, and the decisions remembered under them.</param>
/// <param name="Connector">Opens connections by these settings.</param>
/// <param name="Runner">Runs statements by these settings.</param>
internal sealed record RoutingPlan(
    RoutingConfiguration Configuration, QueryRuleSet Rules, Router Router, BackendConnector Connector, StatementRunner Runner);
