using RoutingData.Abstractions;
using RoutingData.Plans;
using RoutingData.Routing;
using RoutingData.Sessions;

namespace RoutingData;

/// <content>What the application says of the command's place, and the route that comes of it.</content>
public sealed partial class RoutingDbCommand
{
    private RouteHint _hint;

    /// <summary>Says where this command is to go, before any rule. Only a plain read can be sent to a reader.</summary>
    /// <param name="target"><see cref="RouteTarget.Reader"/> or <see cref="RouteTarget.Writer"/>.</param>
    /// <returns>This command.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Something else.</exception>
    public RoutingDbCommand RouteTo(RouteTarget target)
    {
        if (target is not (RouteTarget.Reader or RouteTarget.Writer))
        {
            throw new ArgumentOutOfRangeException(
                nameof(target), target, "A command can be routed to the reader or the writer; to a session it belongs anyway.");
        }

        _hint = new RouteHint(target, null, "the command") { Consistency = _hint.Consistency };
        return this;
    }

    /// <summary>Says which hostgroup this command is to go to, before any rule. Only a plain read can go to a reader hostgroup.</summary>
    /// <param name="hostgroup">Hostgroup id.</param>
    /// <returns>This command.</returns>
    public RoutingDbCommand RouteTo(int hostgroup)
    {
        _hint = new RouteHint(null, hostgroup, "the command") { Consistency = _hint.Consistency };
        return this;
    }

    /// <summary>Says how fresh the answer has to be, before any scope, comment or rule.</summary>
    /// <param name="level">Any but <see cref="ConsistencyLevel.Bounded"/>, which is <see cref="NoOlderThan"/>.</param>
    /// <returns>This command.</returns>
    /// <exception cref="ArgumentOutOfRangeException">That one, or none that there is.</exception>
    public RoutingDbCommand WithConsistency(ConsistencyLevel level)
    {
        _hint = _hint with { Consistency = ConsistencyDemand.Of(level) };
        return this;
    }

    /// <summary>Says that the answer must show all that was committed by any session longer ago than this, before any scope, comment or rule.</summary>
    /// <param name="age">A millisecond at least, and at most a day.</param>
    /// <returns>This command.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less or more.</exception>
    public RoutingDbCommand NoOlderThan(TimeSpan age)
    {
        _hint = _hint with { Consistency = ConsistencyDemand.NoOlderThan(age) };
        return this;
    }

    private Route FindRoute(RoutingPlan plan, RoutingSession session)
    {
        var router = plan.Router;
        var route = router.Find(
            _text, Inner.CommandType, session.DatabaseIn(plan), session.State.SqlModes, new BoundNames(_parameters), session.State.Vocabulary);
        if (router.Policy.Heeds(_hint)) return router.Hinted(route, _hint, isNearest: true);
        route = router.Hinted(route, RoutingScope.Hint);
        return _hint.Consistency.IsSaid ? router.Hinted(route, _hint with { Target = null, Hostgroup = null }, isNearest: true) : route;
    }
}
