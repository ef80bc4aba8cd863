using System.Data;
using System.Data.Common;
using RoutingData.Bench.Replay.Comparing;
using RoutingData.Bench.Replay.Scripts;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.Replay.Running;

/// <summary>A single server, and beside it a writer with one reader behind the router: every script runs on both, statement by statement.</summary>
internal sealed class ReplayServers : IAsyncDisposable
{
    private const int ReaderHostgroup = 20;
    private const string Database = "testdb";
    private const string OtherDatabase = "otherdb";

    private readonly LocalCluster _single;
    private readonly LocalCluster _pair;
    private readonly DbDataSource _bare;
    private readonly RoutingDbDataSource _router;
    private readonly ReaderWait _wait;

    private ReplayServers(LocalCluster single, LocalCluster pair, ReaderWait wait)
    {
        (_single, _pair, _wait) = (single, pair, wait);
        _bare = MySqlDriver.Find().Factory.CreateDataSource(
            $"{single.Servers[0].ConnectionString};Allow User Variables=true;Connection Reset=true");
        _router = new RoutingDbDataSource(new RoutingOptions
        {
            ConnectionString = $"{pair.ConnectionString};Allow User Variables=true",
            // Every read shows whether it can be answered elsewhere.
            Monitor = new MonitorOptions { WriterIsAlsoReader = false },
            // The reader is waited for.
            Consistency = new ConsistencyOptions { Level = ConsistencyLevel.Eventual },
        });
    }

    public static async Task<ReplayServers> StartAsync()
    {
        var single = await LocalCluster.StartAsync(Options(replicas: 0));
        var pair = await LocalCluster.StartAsync(Options(replicas: 1));
        foreach (var cluster in (LocalCluster[])[single, pair])
        {
            await cluster.ExecuteAsync("db001", $"CREATE DATABASE {OtherDatabase}");
            await cluster.ExecuteAsync("db001", $"GRANT ALL PRIVILEGES ON {OtherDatabase}.* TO app");
        }

        return new ReplayServers(single, pair, await ReaderWait.CreateAsync(pair));
    }

    /// <summary>Runs one script on both, from empty databases.</summary>
    /// <param name="file">Its name, for the report.</param>
    /// <param name="script">Its text.</param>
    /// <param name="warnings">Whether warnings are compared too.</param>
    public async Task<ReplayTotals> RunAsync(string file, string script, bool warnings)
    {
        await EmptyAsync(_single);
        await EmptyAsync(_pair);
        await _wait.CatchUpAsync();
        await using var bare = new ReplaySession(_bare, warnings);
        await using var routed = new ReplaySession(_router, warnings);
        var (totals, isBehind) = (ReplayTotals.Nothing, false);
        foreach (var statement in ScriptReader.Read(script))
        {
            if (statement.EndsSession)
            {
                await bare.CloseAsync();
                await routed.CloseAsync();
                continue;
            }

            var connection = (RoutingDbConnection)await routed.OpenAsync();
            var decision = connection.Explain(statement.Text);
            var onReader = decision.Hostgroup == ReaderHostgroup;
            if (onReader && isBehind) await _wait.CatchUpAsync();
            isBehind = (isBehind && !onReader) || decision.Target != RouteTarget.Reader;

            var expected = await bare.RunAsync(statement.Text);
            var answer = await routed.RunAsync(statement.Text);
            var what = UnstableStatements.Contains(statement.Text) ? null : ReplayJudge.DifferenceOf(expected, answer);
            var server = $"{connection.LastServer} ({(onReader ? "reader" : "writer")})";
            totals += new ReplayTotals(1, onReader ? 1 : 0, what is null ? [] : [new ReplayDifference(file, statement, server, what)]);
            await CloseBothIfOneIsClosedAsync(bare, routed);
        }

        return totals;
    }

    public async ValueTask DisposeAsync()
    {
        await _wait.DisposeAsync();
        await _router.DisposeAsync();
        await _bare.DisposeAsync();
        await _pair.DisposeAsync();
        await _single.DisposeAsync();
    }

    private static LocalClusterOptions Options(int replicas) => new()
    {
        Replicas = replicas, SemiSynchronous = false, ServerArguments = ["--binlog-format=ROW", "--log-bin-trust-function-creators=1"],
    };

    // COMMIT RELEASE ends the driver's connection, and only a backend connection of the router's.
    private static async Task CloseBothIfOneIsClosedAsync(ReplaySession bare, ReplaySession routed)
    {
        if (bare.Connection?.State == ConnectionState.Open && routed.Connection?.State == ConnectionState.Open) return;
        await bare.CloseAsync();
        await routed.CloseAsync();
    }

    private static async Task EmptyAsync(LocalCluster cluster)
    {
        foreach (var database in (string[])[Database, OtherDatabase])
        {
            await cluster.ExecuteAsync("db001", $"DROP DATABASE IF EXISTS {database}");
            await cluster.ExecuteAsync("db001", $"CREATE DATABASE {database} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        }
    }
}
