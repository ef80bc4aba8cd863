using System.Collections.Frozen;
using RoutingData.Abstractions;
using RoutingData.Configuration;
using RoutingData.Connecting;
using RoutingData.Connecting.Hedging;
using RoutingData.Connecting.ReaderSelection;
using RoutingData.Counting;
using RoutingData.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.Rules;
using RoutingData.Statements;

namespace RoutingData.Plans;

/// <summary>Makes a plan from a valid configuration and what outlives every plan: the monitor and the pools.</summary>
internal sealed class RoutingPlanFactory(
    TopologyMonitor monitor, BackendPools pools, SlowStart slowStart, ReaderOutliers outliers, Waits waits, TimeProvider timeProvider, Random random,
    RoutingLog log, RoutingMetrics metrics, SourceCounts counts)
{
    private LateReads? _lateReads;

    /// <summary>Returns a plan. Runs none of the application's code: a lock may be held.</summary>
    /// <param name="configuration">What the options came to.</param>
    /// <param name="learnedFunctions">Read-only functions known from the servers' routine metadata.</param>
    /// <param name="storedCode">What is known of the servers' views and triggers.</param>
    /// <param name="former">The plan before it: what its rules have counted is kept where they are the very same, and only servers have come or gone.</param>
    public RoutingPlan Create(
        RoutingConfiguration configuration, FrozenSet<string> learnedFunctions, StoredCode storedCode, RoutingPlan? former = null)
    {
        var rules = former is not null && former.Configuration.QueryRules == configuration.QueryRules
            ? former.Rules
            : new QueryRuleSet(configuration.QueryRules, StatementDigest.Of);
        var policy = new RoutePolicy(
            configuration.DefaultHostgroup,
            configuration.Topology.ReplicationHostgroups,
            configuration.Topology.Servers.Select(server => server.Hostgroup).ToFrozenSet(),
            configuration.CommentHints);
        var failover = configuration.Failover;
        return new RoutingPlan(
            configuration,
            rules,
            NewRouter(configuration, policy, rules, learnedFunctions, storedCode),
            new BackendConnector(
                monitor, pools, slowStart, waits, policy.WriterHostgroup, failover,
                configuration.ConnectRetry ?? ConnectRetry.Build(failover, timeProvider, random),
                ReadersOf(configuration), LateReadsOf(configuration.Hedging), timeProvider, random, log, metrics));
    }

    /// <summary>Returns the same plan with new knowledge: what was decided under the former is forgotten, what rules have counted is not.</summary>
    /// <param name="plan">The plan in force.</param>
    /// <param name="learnedFunctions">Read-only functions known from the servers' routine metadata.</param>
    /// <param name="storedCode">What is known of the servers' views and triggers.</param>
    public RoutingPlan Relearned(RoutingPlan plan, FrozenSet<string> learnedFunctions, StoredCode storedCode) => plan with
    {
        Router = NewRouter(plan.Configuration, plan.Router.Policy, plan.Rules, learnedFunctions, storedCode),
    };

    /// <summary>Logs what is worth a warning in the rules of new options.</summary>
    public void LogWarnings(RoutingPlan plan)
    {
        if (!plan.Configuration.HasOwnRules) return;
        foreach (var warning in RuleWarnings.Of(plan.Rules, plan.Configuration.ReaderHostgroups)) log.RuleWarning(warning.RuleId, warning.Message);
    }

    // What has been saved and learned outlives a reload that says the same.
    private LateReads? LateReadsOf(HedgingOptions options)
    {
        if (!LateReads.AreSentTwice(options)) return _lateReads = null;
        return _lateReads = _lateReads is { } present && present.IsOf(options) ? present : new LateReads(options, counts.Hedges, timeProvider);
    }

    private ReaderChoice ReadersOf(RoutingConfiguration configuration) => new(
        ReaderSelectionCatalog.Find(configuration), configuration.LocalServers,
        ReaderOutliers.AreLookedFor(configuration.Outliers) ? outliers.IsAside : null);

    private Router NewRouter(
        RoutingConfiguration configuration, RoutePolicy policy, QueryRuleSet rules, FrozenSet<string> learnedFunctions, StoredCode storedCode) => new(
        policy, rules, configuration.ReadOnlyFunctions.Union(learnedFunctions).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
        configuration.Username, metrics.Overruled,
        new ConsistencyDemand(configuration.Consistency.Level, configuration.Consistency.MaxStalenessMs), storedCode,
        counts.Statements, configuration.Failover.UnknownOutcome == UnknownOutcome.Resolve);
}
