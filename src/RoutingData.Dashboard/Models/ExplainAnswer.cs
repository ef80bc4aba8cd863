using RoutingData.Monitor;

namespace RoutingData.Dashboard.Models;

/// <summary>Where a statement would go.</summary>
/// <param name="Target">reader, writer or session.</param>
/// <param name="Hostgroup">Hostgroup id.</param>
/// <param name="RuleId">The rule that chose it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Pins">Whether the session stays on its connection afterwards.</param>
/// <param name="Servers">The servers that may take it now.</param>
internal sealed record ExplainAnswer(string Target, int Hostgroup, int? RuleId, string Reason, bool Pins, string[] Servers)
{
    public static ExplainAnswer Of(TopologySnapshot topology, RouteDecision decision) => new(
        decision.Target switch { RouteTarget.Reader => "reader", RouteTarget.Writer => "writer", _ => "session" },
        decision.Hostgroup, decision.RuleId, decision.Reason, decision.Pins,
        [.. topology.MembersOf(decision.Hostgroup).Select(member => ServerNames.Of(topology, member.Address))]);
}
