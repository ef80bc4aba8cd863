using System.Collections.Immutable;
using RoutingData.Connecting.ReaderSelection;
using RoutingData.Counting;
using RoutingData.Monitor;
using RoutingData.Plans;
using RoutingData.Pools;

namespace RoutingData.Runtime;

/// <summary>Makes the snapshot of what a data source has counted.</summary>
internal static class SourceStatistics
{
    public static RoutingStatistics Of(SourceCounts counts, RoutingPlan plan, TopologySnapshot topology, BackendPools pools, ReaderOutliers outliers, DateTimeOffset now)
    {
        var (statements, operations) = counts.ReadStatements();
        var all = pools.All.ToLookup(pool => pool.Address);
        return new RoutingStatistics
        {
            IsOn = plan.Configuration.Telemetry.Statistics,
            Since = counts.Since,
            At = now,
            Statements = statements,
            Operations = operations,
            Servers = [.. topology.Servers.Select(server => Tell(server.Address, counts, all[server.Address].ToArray(), outliers.Tell(server.Address), now))],
            Rules = [.. plan.Rules.Rules.Select(rule => new RuleStatistics(rule.RuleId, plan.Rules.HitsOf(rule.RuleId)))],
            Hedges = counts.Hedges.Statistics,
            Failovers = counts.Failovers.Records,
        };
    }

    private static ServerStatistics Tell(ServerAddress server, SourceCounts counts, ServerPool[] pools, (string Reason, TimeSpan Left)? aside, DateTimeOffset now)
    {
        var counters = counts.Of(server);
        return new ServerStatistics
        {
            Server = server,
            Statements = counters.StatementCount + pools.Sum(pool => pool.Uncounted),
            Errors = counters.ErrorCount,
            Latency = counters.Latency,
            SetAside = aside?.Reason,
            SetAsideUntil = now + aside?.Left,
            Probes = counts.ProbesOf(server).Records,
            Pool = new PoolStatistics
            {
                InUse = pools.Sum(pool => pool.PermitsInUse),
                Most = pools.Select(pool => pool.Limits.MaxConnections).DefaultIfEmpty(0).Max(),
                Waiting = pools.Sum(pool => pool.PermitsWanted),
                Rented = counters.RentCount,
                Connects = counters.OpenCount,
                Failures = counters.OpenFailureCount,
                Connecting = counters.Connecting,
                WaitingTime = counters.Waiting,
            },
        };
    }
}
