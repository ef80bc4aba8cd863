using System.Data.Common;
using System.Diagnostics;
using RoutingData.Bench.Failover.Checks;
using RoutingData.Bench.Failover.Faults;
using RoutingData.Bench.Failover.Loads;
using RoutingData.Bench.Failover.Reports;
using RoutingData.Bench.Measuring;
using RoutingData.Bench.Results.Checks;
using RoutingData.Bench.Results.Reads;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.Failover;

/// <summary>One fault on servers of its own, under load, from the first statement to the verdict.</summary>
internal static class FailoverRun
{
    private const int Warm = 20;
    private const string Scans = "scans";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<RunResult> RunAsync(Fault fault, ServerFlavor flavor, FailoverRunOptions options)
    {
        var servers = new LocalClusterOptions
        {
            Fleet = options.Fleet, Flavor = flavor, SemiSynchronous = !fault.TakesReplicas, ServerArguments = ["--binlog-format=ROW"],
        };
        await using var cluster = await LocalCluster.StartAsync(servers);
        await LoadTables.CreateAsync(cluster, servers.Database);
        await using var source = await SourceAsync(cluster, servers, fault, options);

        var alsoSynchronous = !fault.FallsSilent || MySqlDriver.Find().Name != "MySql.Data";
        var load = Load.Start(
            source, new LoadOptions(
                options.Writers, options.Readers, options.Savers, options.Rest, alsoSynchronous, fault.HasTransactions, options.UnknownOutcome == UnknownOutcome.Resolve));
        var crowd = await ScanAsync(cluster, servers.Database, source, options.Scans);
        await load.WaitForAsync(Warm);
        var stage = new Stage(cluster, load, source as RoutingDbDataSource, servers.User, options.PromoteAfter);
        await fault.StrikeAsync(stage);
        var stuck = await load.WaitForAsync(Warm);
        var attempts = await load.StopAsync();
        await crowd.StopAsync(Patience);
        var large = ResultJudge.Judge(Scans, crowd.Ends, crowd.UnderWay, stage.Time.Begun, Stopwatch.GetTimestamp());

        var tables = await SurvivingTables.ReadAsync(cluster, servers.Database);
        return new HistoryCheck(attempts, stage.Time, tables, throughProxy: options.Proxy is not null, options.UnknownOutcome == UnknownOutcome.Resolve)
            .Run(stage.StaleSockets, stuck + large.Hanging.Count, Surroundings.Here().Load) with
            {
                LargeResults = large,
            };
    }

    private static async Task<ReadCrowd> ScanAsync(LocalCluster cluster, string database, DbDataSource source, int scans)
    {
        ReadKind[] kinds =
        [
            new(ReadShape.Rows, Async: true), new(ReadShape.RowsOfWriter, Async: false, Prepared: true),
            new(ReadShape.RowsInTransaction, Async: true), new(ReadShape.ThreeResults, Async: false),
        ];
        var crowd = new ReadCrowd();
        if (scans == 0) return crowd;
        var table = new ResultTable(Rows: 50_000);
        await table.CreateAsync(cluster, database);
        crowd.Start(Scans, source, Enumerable.Range(0, scans).Select(scan => kinds[scan % kinds.Length]), table);
        return crowd;
    }

    private static ReplicationHostgroupOptions PairOf(ClusterFleet fleet, Fault fault) => fleet switch
    {
        ClusterFleet.GroupReplication => new() { CheckType = "group_replication" },
        ClusterFleet.Galera when fault.TakesBack => new() { CheckType = "galera", TakeBackAfterMs = 2000 },
        ClusterFleet.Galera => new() { CheckType = "galera" },
        _ => new(),
    };

    private static async Task<DbDataSource> SourceAsync(LocalCluster cluster, LocalClusterOptions servers, Fault fault, FailoverRunOptions options)
    {
        if (options.Proxy is not { } proxy)
        {
            var routing = new RoutingOptions
            {
                ConnectionString = cluster.ConnectionString,
                Consistency = new ConsistencyOptions { Level = options.Consistency },
                ReplicationHostgroups = [PairOf(options.Fleet, fault)],
                Failover = new FailoverOptions { UnknownOutcome = options.UnknownOutcome },
                Monitor = new MonitorOptions { Username = servers.MonitorUser, Password = servers.MonitorPassword },
            };
            var builder = new RoutingDbDataSourceBuilder(routing);
            if (options.Logs) builder.UseLoggerFactory(new RouterLog());
            var source = builder.Build();
            if (options.UnknownOutcome == UnknownOutcome.Resolve) await source.CreateMarkerTableAsync();
            return source;
        }

        await proxy.PointAtAsync(cluster);
        return proxy.Source(cluster);
    }
}
