using System.Collections.Concurrent;
using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.ServerTests.LocalClusters;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.ServerTests.Groups;

/// <summary>The router on three nodes of Galera: one of them gets the writes, whichever that is, and no session misses what it has written.</summary>
[Trait("Requirement", "D36")]
public sealed class RoutedGaleraTests(GaleraTests.Cluster cluster) : IClassFixture<GaleraTests.Cluster>
{
    private const int Sessions = 4;
    private static int _value = 500_000;

    private readonly ConcurrentBag<int> _acknowledged = [];
    private readonly ConcurrentBag<int> _refused = [];
    private readonly ConcurrentBag<string> _faults = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writes_go_on_through_the_writers_death_and_its_return_and_none_is_lost_or_doubled()
    {
        await using var source = await StartAsync(takeBackAfterMs: 3000);
        await WaitForWriterAsync(source, "db001");
        Assert.Equal("db001,db002,db003", Names(source, 20));
        using var ending = new CancellationTokenSource();
        var load = Enumerable.Range(0, Sessions).Select(_ => WriteOnAsync(source, ending.Token)).ToArray();
        await WaitForWritesAsync();

        await cluster.Servers.KillAsync("db001", Token);
        await WaitForWriterAsync(source, "db002");
        await WaitForWritesAsync();
        Assert.Equal("db002,db003", Names(source, 20));

        // A transaction that is open on the writer ends there, though the first of the nodes takes the writes back.
        await using var connection = await source.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        var open = await InsertAsync(connection, transaction);
        var errorsBefore = _refused.Count + _faults.Count;
        await cluster.Servers.RestartAsync("db001", Token);
        await cluster.Servers.RejoinAsync("db001", Token);
        Assert.Equal("db002", WriterOf(source));
        await WaitForWriterAsync(source, "db001");
        await transaction.CommitAsync(Token);
        Assert.Equal(1L, await CountAsync(connection, open));
        await WaitForWritesAsync();
        await ending.CancelAsync();
        await Task.WhenAll(load);

        Assert.Empty(_faults);
        Assert.Equal(0, _refused.Count + _faults.Count - errorsBefore);
        await cluster.Servers.WaitForReplicationAsync(Token);
        foreach (var server in cluster.Servers.Servers)
        {
            await using var direct = await cluster.OpenAsync(server.Name);
            var written = await ValuesAsync(direct);
            Assert.Empty(_acknowledged.Except(written));
            Assert.Empty(_refused.Intersect(written));
            Assert.Equal(written.Distinct().Count(), written.Count);
        }
    }

    [Fact]
    public async Task A_node_outside_the_cluster_gets_nothing_and_one_that_is_read_only_no_writes()
    {
        await using var source = await StartAsync(takeBackAfterMs: 0);
        await cluster.Servers.SetReadOnlyAsync("db001", readOnly: true, Token);
        await WaitForWriterAsync(source, "db002");
        await Wait.UntilAsync(() => Names(source, 20) == "db001,db002,db003", "all read");

        // From the others, and not from the router.
        await cluster.Servers.ExecuteAsync("db003", "SET GLOBAL wsrep_provider_options = 'gmcast.isolate=1'", Token);
        await Wait.UntilAsync(() => Names(source, 20) == "db001,db002", "the node that is cut off gets nothing");
        var seen = new HashSet<string>();
        for (var i = 0; i < 40; i++) seen.Add(await ServerAsync(source));
        Assert.DoesNotContain("db003", seen);
        await cluster.Servers.ExecuteAsync("db003", "SET GLOBAL wsrep_provider_options = 'gmcast.isolate=0'", Token);
        await Wait.UntilAsync(() => Names(source, 20) == "db001,db002,db003", "it is back");

        await cluster.Servers.SetReadOnlyAsync("db001", readOnly: false, Token);
        await WaitForWriterAsync(source, "db001");
    }

    [Fact]
    public async Task Routers_that_know_nothing_of_each_other_choose_the_same_writer()
    {
        await using var former = await StartAsync(takeBackAfterMs: 60_000);
        await WaitForWriterAsync(former, "db001");
        await cluster.Servers.ExecuteAsync("db001", "SET GLOBAL wsrep_desync = 1", Token);
        await WaitForWriterAsync(former, "db002");
        await using var later = await StartAsync(takeBackAfterMs: 60_000);
        await WaitForWriterAsync(later, "db002");
        await cluster.Servers.ExecuteAsync("db001", "SET GLOBAL wsrep_desync = 0", Token);
    }

    private async Task<RoutingDbDataSource> StartAsync(int takeBackAfterMs)
    {
        var source = new RoutingDbDataSource(new RoutingOptions
        {
            ConnectionString = cluster.Servers.ConnectionString,
            ReplicationHostgroups = [new ReplicationHostgroupOptions { CheckType = "galera", TakeBackAfterMs = takeBackAfterMs }],
            Monitor = new MonitorOptions { Username = "monitor", Password = "monitor" },
        });
        await ServerAsync(source);
        return source;
    }

    private async Task WriteOnAsync(RoutingDbDataSource source, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            var value = Interlocked.Increment(ref _value);
            try
            {
                await using var connection = await source.OpenConnectionAsync(Token);
                if (value % 3 == 0)
                {
                    await using var transaction = await connection.BeginTransactionAsync(Token);
                    await ExecuteAsync(connection, transaction, value);
                    await transaction.CommitAsync(Token);
                }
                else
                {
                    await ExecuteAsync(connection, transaction: null, value);
                }

                _acknowledged.Add(value);
                if (await CountAsync(connection, value) is var count && count != 1) _faults.Add($"{value} was read {count} times by the session that wrote it");
            }
            catch (RoutingDbException error) when (error.Outcome == StatementOutcome.Unknown)
            {
            }
            catch (DbException error) when (IsNotThere(error))
            {
                _refused.Add(value);
            }
            catch (DbException error) when (error.Data["RoutingData.Outcome"] is nameof(StatementOutcome.Unknown))
            {
            }
            catch (Exception error)
            {
                _faults.Add($"{value}: {error}");
            }
        }
    }

    private static bool IsNotThere(DbException error) =>
        error is RoutingDbException { Outcome: StatementOutcome.NotExecuted or StatementOutcome.RolledBack } ||
        error.Data["RoutingData.Outcome"] is nameof(StatementOutcome.NotExecuted) or nameof(StatementOutcome.RolledBack);

    private static async Task<int> InsertAsync(DbConnection connection, DbTransaction transaction)
    {
        var value = Interlocked.Increment(ref _value);
        await ExecuteAsync(connection, transaction, value);
        return value;
    }

    private static async Task ExecuteAsync(DbConnection connection, DbTransaction? transaction, int value)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO testdb.t (v) VALUES ({value})";
        await command.ExecuteNonQueryAsync(Token);
    }

    private static async Task<long> CountAsync(DbConnection connection, int value) =>
        Convert.ToInt64(await GroupCluster.RunAsync(connection, $"SELECT COUNT(*) FROM testdb.t WHERE v = {value}"), null);

    private static async Task<List<int>> ValuesAsync(DbConnection connection)
    {
        var values = new List<int>();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT v FROM testdb.t WHERE v > 500000";
        await using var reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token)) values.Add(reader.GetInt32(0));
        return values;
    }

    private async Task<string> ServerAsync(RoutingDbDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync(Token);
        var id = Convert.ToInt32(await GroupCluster.RunAsync(connection, "SELECT @@server_id"), null);
        return cluster.Servers.Servers.Single(server => server.ServerId == id).Name;
    }

    private async Task WaitForWritesAsync()
    {
        var before = _acknowledged.Count;
        await Wait.UntilAsync(() => _acknowledged.Count > before + 40, $"writes go on: {_acknowledged.Count - before} have, {string.Join("; ", _faults.Take(3))}");
    }

    private Task WaitForWriterAsync(RoutingDbDataSource source, string name) => Wait.UntilAsync(() => WriterOf(source) == name, $"{name} is the writer");

    private string? WriterOf(RoutingDbDataSource source) =>
        cluster.Servers.Servers.SingleOrDefault(server => server.Address == source.Monitor.Current.WriterOf(10)?.Address)?.Name;

    private string Names(RoutingDbDataSource source, int hostgroup) => string.Join(
        ',', source.Monitor.Current.MembersOf(hostgroup).Select(member => cluster.Servers.Servers.Single(server => server.Address == member.Address).Name).Order());
}
