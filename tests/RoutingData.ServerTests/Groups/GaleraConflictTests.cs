using System.Collections.Concurrent;
using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.ServerTests.LocalClusters;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.ServerTests.Groups;

/// <summary>
/// Several routers that know nothing of each other count one row up on three nodes of Galera: where two of them choose different nodes, COMMITs fail each other (1213). Too
/// long for every run: by name, with <c>-explicit only</c>.
/// </summary>
public sealed class GaleraConflictTests(GaleraTests.Cluster cluster, ITestOutputHelper output) : IClassFixture<GaleraTests.Cluster>
{
    private const int Routers = 8;

    private readonly ConcurrentBag<string> _told = [];
    private int _acknowledged;
    private int _unknown;
    private volatile string _phase = "all serve";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Routers_count_one_row_up()
    {
        var servers = cluster.Servers;
        await servers.ExecuteAsync("db001", "CREATE TABLE testdb.hot (id INT PRIMARY KEY, v INT); INSERT INTO testdb.hot VALUES (1, 0)", Token);
        await servers.WaitForReplicationAsync(Token);
        var sources = Enumerable.Range(0, Routers).Select(_ => NewSource()).ToArray();
        using var ending = new CancellationTokenSource();
        var load = sources.Select((source, index) => CountAsync(source, transacts: index % 2 == 1, ending.Token)).ToArray();
        await GoOnAsync(seconds: 10);

        _phase = "db001 was killed";
        await servers.KillAsync("db001", Token);
        await GoOnAsync(seconds: 10);
        await servers.RestartAsync("db001", Token);
        await servers.RejoinAsync("db001", Token);
        _phase = "db001 takes the writes back";
        await Wait.UntilAsync(
            () => sources.All(source => source.Monitor.Current.WriterOf(10)?.Address == servers["db001"].Address), "db001 is the writer of all");
        await GoOnAsync(seconds: 2);
        _phase = "all serve again";
        await GoOnAsync(seconds: 10);
        await ending.CancelAsync();
        await Task.WhenAll(load);
        foreach (var source in sources) await source.DisposeAsync();

        await servers.WaitForReplicationAsync(Token);
        var counted = Convert.ToInt32(await servers.ScalarAsync("db001", "SELECT v FROM testdb.hot", Token), null);
        output.WriteLine($"{_acknowledged} acknowledged, {_unknown} unknown, counted {counted}");
        foreach (var kind in _told.CountBy(line => line)) output.WriteLine($"{kind.Value} x {kind.Key}");
        Assert.InRange(counted, _acknowledged, _acknowledged + _unknown);
    }

    private static Task GoOnAsync(int seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), Token);

    private RoutingDbDataSource NewSource() => new(new RoutingOptions
    {
        ConnectionString = cluster.Servers.ConnectionString,
        ReplicationHostgroups = [new ReplicationHostgroupOptions { CheckType = "galera", TakeBackAfterMs = 4000 }],
        Monitor = new MonitorOptions { Username = "monitor", Password = "monitor" },
    });

    private async Task CountAsync(RoutingDbDataSource source, bool transacts, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(Token);
                await using var transaction = transacts ? await connection.BeginTransactionAsync(Token) : null;
                await using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "UPDATE testdb.hot SET v = v + 1 WHERE id = 1";
                await command.ExecuteNonQueryAsync(Token);
                if (transaction is not null) await transaction.CommitAsync(Token);
                Interlocked.Increment(ref _acknowledged);
            }
            catch (DbException error)
            {
                var outcome = (error as RoutingDbException)?.Outcome.ToString() ?? error.Data["RoutingData.Outcome"] as string;
                if (outcome is null or nameof(StatementOutcome.Unknown)) Interlocked.Increment(ref _unknown);
                _told.Add($"{_phase}: {ServerError.NumberOf(error) ?? 0} {outcome}");
            }
        }
    }
}
