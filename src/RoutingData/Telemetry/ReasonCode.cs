using RoutingData.Routing;

namespace RoutingData.Telemetry;

/// <summary>Why a statement went where it went, in one of a few words: what a metric may bear.</summary>
internal static class ReasonCode
{
    /// <summary>Returns the word.</summary>
    /// <param name="route">What its text says.</param>
    /// <param name="decision">What came of that in its session.</param>
    public static string Of(Route route, RouteDecision decision)
    {
        var alone = route.Decision;
        if (decision.Target == RouteTarget.Session && alone.Target != RouteTarget.Session) return "session";
        if (decision.Target == RouteTarget.Reader && decision.Hostgroup != alone.Hostgroup) return "freshness";
        if (alone.RuleId is not null) return "rule";
        if (!route.Traits.IsPlainRead) return route.Rules.DestinationHostgroup is not null && alone.Reason.EndsWith("is overruled", StringComparison.Ordinal) ? "overruled" : "classifier";
        return alone.Target == RouteTarget.Reader ? "classifier" : "hint";
    }
}
