using RoutingData.Abstractions;
using RoutingData.Counting;
using RoutingData.Rules;
using RoutingData.Statements;

namespace RoutingData.Routing;

/// <summary>All that is known of a statement before any session or server: made once for a text, then only looked up.</summary>
/// <param name="Traits">What the classifier says.</param>
/// <param name="Rules">What the query rules say.</param>
/// <param name="Decision">Where it goes while the session holds no state.</param>
internal sealed record Route(StatementTraits Traits, RuleOutcome Rules, RouteDecision Decision)
{
    /// <summary>What a comment before the statement says; that is closer to it than a scope.</summary>
    public RouteHint Comment { get; init; }

    /// <summary>What the route is found by; null for the router's own.</summary>
    public RouteKey? Key { get; init; }

    /// <summary>What counts it; null for what is not counted.</summary>
    public CountedStatement? Counted { get; init; }

    /// <summary>How fresh its answer has to be.</summary>
    public ConsistencyDemand Consistency { get; init; }

    /// <summary>Whether what becomes of it is resolved where its answer is lost, if it can carry a marker.</summary>
    public bool IsExactlyOnce { get; init; }

    /// <summary>Whether it may leave something that a later read has to show: all but plain reads, settings, and what only asks for the session's
    /// state.</summary>
    public bool MayWrite { get; init; } = !Traits.IsPlainRead && !Traits.IsReplayed &&
        !(Traits.Target == StatementTarget.Session && Traits.Effects == StatementEffects.None);

    /// <summary>Whether running it twice does no harm.</summary>
    public bool IsRepeatable { get; init; } = Traits.IsPlainRead || Traits.IsReplayed || Traits.LeavesOnlySession;
}
