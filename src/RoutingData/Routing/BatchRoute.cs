using RoutingData.Abstractions;
using RoutingData.Rules;
using RoutingData.Statements;

namespace RoutingData.Routing;

/// <summary>Decides where statements go that run together, one after another on one connection: pure. The strictest of them decides.</summary>
internal static class BatchRoute
{
    /// <param name="policy">Which target becomes which hostgroup.</param>
    /// <param name="routes">Each statement's own route, hints included, in order; one at least.</param>
    public static Route Of(RoutePolicy policy, IReadOnlyList<Route> routes)
    {
        if (routes.Count == 1) return routes[0];

        var traits = routes[0].Traits;
        var strictest = routes[0];
        foreach (var route in routes.Skip(1))
        {
            traits = TextVerdict.InOrder(traits, route.Traits);
            if (StrictnessOf(route) > StrictnessOf(strictest)) strictest = route;
        }

        // Among reads and what belongs to the session no rule names a place that is right for all of them: the classifier does.
        var decision = StrictnessOf(strictest) == StrictnessOf(RouteTarget.Session)
            ? policy.Decide(traits, RuleOutcome.None)
            : strictest.Decision;
        var rules = routes.FirstOrDefault(route => route.Rules.Multiplex == false)?.Rules ?? strictest.Rules;
        return new Route(traits, rules, decision)
        {
            IsRepeatable = routes.All(route => route.IsRepeatable),
            Consistency = routes.Select(route => route.Consistency).Aggregate(ConsistencyDemand.Stricter),
        };
    }

    private static int StrictnessOf(Route route) => StrictnessOf(route.Decision.Target);

    private static int StrictnessOf(RouteTarget target) => target switch
    {
        RouteTarget.Reader => 0,
        RouteTarget.Session => 1,
        _ => 2,
    };
}
