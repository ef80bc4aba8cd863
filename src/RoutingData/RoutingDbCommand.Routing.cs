using RoutingData.Abstractions;
using RoutingData.Plans;
using RoutingData.Routing;
using RoutingData.Sessions;

namespace RoutingData;

/// <content>What the application says of the command's place, and the route that comes of it.</content>
public sealed partial class RoutingDbCommand
{
    // An object, which few commands have: in each command it would be another 32 bytes. It is never changed, only replaced.
    private volatile SeldomCommandState? _seldom;

    private SeldomCommandState Seldom
    {
        get => _seldom ?? SeldomCommandState.None;
        set => _seldom = value == SeldomCommandState.None ? null : value;
    }

    private RouteHint Hint
    {
        get => Seldom.Hint;
        set => Seldom = Seldom with { Hint = value };
    }

    /// <summary>Sets where this command is to go, before any rule. Only a plain read can be sent to a reader.</summary>
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

        Hint = new RouteHint(target, null, "the command") { Consistency = Hint.Consistency };
        return this;
    }

    /// <summary>Sets the hostgroup this command is to go to, before any rule. Only a plain read can go to a reader hostgroup.</summary>
    /// <param name="hostgroup">Hostgroup id.</param>
    /// <returns>This command.</returns>
    public RoutingDbCommand RouteTo(int hostgroup)
    {
        Hint = new RouteHint(null, hostgroup, "the command") { Consistency = Hint.Consistency };
        return this;
    }

    /// <summary>Sets how fresh the answer has to be, before any scope, comment or rule.</summary>
    /// <param name="level">Any but <see cref="ConsistencyLevel.Bounded"/>, which is <see cref="NoOlderThan"/>.</param>
    /// <returns>This command.</returns>
    /// <exception cref="ArgumentOutOfRangeException">That one, or none that there is.</exception>
    public RoutingDbCommand WithConsistency(ConsistencyLevel level)
    {
        Hint = Hint with { Consistency = ConsistencyDemand.Of(level) };
        return this;
    }

    /// <summary>Requires that the answer shows all that was committed by any session longer ago than this, before any scope, comment or rule.</summary>
    /// <param name="age">A millisecond at least, and at most a day.</param>
    /// <returns>This command.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less or more.</exception>
    public RoutingDbCommand NoOlderThan(TimeSpan age)
    {
        Hint = Hint with { Consistency = ConsistencyDemand.NoOlderThan(age) };
        return this;
    }

    private Route FindRoute(RoutingPlan plan, RoutingSession session)
    {
        var router = plan.Router;
        var route = router.GetRoute(
            _text, Inner.CommandType, session.DatabaseIn(plan), session.State.SqlModes, new BoundNames(_parameters), session.State.Vocabulary);
        var hint = Hint;
        if (router.Policy.Recognizes(hint)) return router.ApplyHint(route, hint, isNearest: true);
        route = router.ApplyHint(route, RoutingScope.Hint);
        return hint.Consistency.IsSaid ? router.ApplyHint(route, hint with { Target = null, Hostgroup = null }, isNearest: true) : route;
    }
}
