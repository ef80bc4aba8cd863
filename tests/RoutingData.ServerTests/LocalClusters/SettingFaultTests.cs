using System.Data.Common;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RoutingData.Monitor;
using RoutingData.Testing;
using static RoutingData.ServerTests.LocalClusters.RunningClusterTests;

namespace RoutingData.ServerTests.LocalClusters;

/// <summary>Faults that are a matter of settings, locks and packets: the processes run on.</summary>
public sealed class SettingFaultTests : IAsyncLifetime
{
    private LocalCluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await LocalCluster.StartAsync(cancellationToken: Token);
        await _cluster.ExecuteAsync("db001", "CREATE TABLE testdb.t (v INT PRIMARY KEY)", Token);
        await _cluster.WaitForReplicationAsync(Token);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Server_that_is_cut_off_is_silent_until_it_is_connected_again()
    {
        Assert.SkipUnless(_cluster.CanCut, "This machine does not allow it: it needs root and nft.");
        await using var held = await OpenAsync("db001");
        await _cluster.CutAsync("db001", Token);
        Assert.True(_cluster["db001"].IsCut);

        var connect = OpenAsync("db001", ";Connection Timeout=30");
        var read = ScalarAsync(held, "SELECT 7");
        await _cluster.PromoteAsync("db002", Token);
        await WriteAsync(_cluster["db002"].ConnectionString, "INSERT INTO t VALUES (1)");
        Assert.False(connect.IsCompleted);
        Assert.False(read.IsCompleted);

        await _cluster.HealAsync("db001", Token);
        Assert.Equal(7L, Convert.ToInt64(await read, null));
        await (await connect).DisposeAsync();
        Assert.Equal(0L, await NumberAsync(_cluster, "db001", "SELECT @@GLOBAL.read_only"));
    }

    [Fact]
    public async Task Cut_ends_with_the_cluster()
    {
        Assert.SkipUnless(_cluster.CanCut, "This machine does not allow it: it needs root and nft.");
        var port = $"dport {_cluster["db002"].Port} ";
        await _cluster.CutAsync("db002", Token);
        Assert.Contains(port, await RulesAsync(), StringComparison.Ordinal);

        await _cluster.DisposeAsync();

        Assert.DoesNotContain(port, await RulesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_cluster_at_the_same_addresses_is_neither_cut_off_nor_refused()
    {
        Assert.SkipUnless(_cluster.CanCut, "This machine does not allow it: it needs root and nft.");
        using var other = new TcpListener(IPAddress.Parse(_cluster["db001"].Host), port: 0);
        other.Start();
        await _cluster.CutAsync("db001", Token);
        await _cluster.RefuseConnectsAsync("db001", Token);

        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)other.LocalEndpoint, Token);
        using var served = await other.AcceptTcpClientAsync(Token);
        await client.GetStream().WriteAsync("asked"u8.ToArray(), Token);
        var read = new byte[5];
        await served.GetStream().ReadExactlyAsync(read, Token);
        Assert.Equal("asked"u8.ToArray(), read);
    }

    [Fact]
    public async Task Read_only_is_flipped_under_an_open_connection()
    {
        await using var connection = await OpenAsync("db001");
        await _cluster.SetReadOnlyAsync("db001", readOnly: true, Token);
        Assert.Equal(1290, await ErrorOfAsync(connection, "INSERT INTO t VALUES (1)"));

        await _cluster.SetReadOnlyAsync("db001", readOnly: false, Token);
        Assert.Null(await ErrorOfAsync(connection, "INSERT INTO t VALUES (1)"));
    }

    [Fact]
    public async Task Switchover_gives_way_to_a_transaction_that_holds_up_a_write()
    {
        await _cluster.ExecuteAsync("db001", "INSERT INTO testdb.t VALUES (1), (2)", Token);
        await using var transaction = await OpenAsync("db001");
        await using var write = await OpenAsync("db001");
        await ScalarAsync(transaction, "BEGIN; UPDATE t SET v = 10 WHERE v = 1");
        var held = ScalarAsync(write, "UPDATE t SET v = 11 WHERE v = 1");
        await Wait.UntilAsync(
            () => IsAsync("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"),
            "the write waits for the transaction's row");

        var switchover = _cluster.SwitchoverAsync("db002", Token);
        await Wait.UntilAsync(
            () => IsAsync("SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SET GLOBAL%' AND state LIKE 'Waiting for%lock'"),
            "the server waits for the write before it becomes read-only");
        Assert.Equal(0L, await NumberAsync(_cluster, "db001", "SELECT @@GLOBAL.read_only"));
        await ScalarAsync(transaction, "UPDATE t SET v = 3 WHERE v = 2; COMMIT");
        await held;
        await switchover;

        Assert.Equal("3,10", await _cluster.ScalarAsync("db002", "SELECT GROUP_CONCAT(v ORDER BY v) FROM testdb.t", Token));

        async Task<bool> IsAsync(string count) => await NumberAsync(_cluster, "db001", count) > 0;
    }

    [Fact]
    public async Task Offline_mode_is_for_MySQL_and_ends_a_users_connections()
    {
        if (_cluster.Flavor == ServerFlavor.MariaDb)
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => _cluster.SetOfflineModeAsync("db002", offline: true, Token));
            return;
        }

        await using var connection = await OpenAsync("db002");
        await _cluster.SetOfflineModeAsync("db002", offline: true, Token);
        await Wait.UntilAsync(async () => await ConnectionsAsync("db002") == 0, "the user's connection has ended");
        Assert.Equal(3032, ServerErrorOf(await Assert.ThrowsAnyAsync<DbException>(() => OpenAsync("db002"))));

        await _cluster.SetOfflineModeAsync("db002", offline: false, Token);
        await (await OpenAsync("db002")).DisposeAsync();
    }

    [Fact]
    public async Task Connections_are_limited()
    {
        await _cluster.SetMaxConnectionsAsync("db002", 10, Token);
        var open = new List<DbConnection>();
        DbException? error = null;
        while (error is null && open.Count <= 10)
        {
            try
            {
                open.Add(await OpenAsync("db002"));
            }
            catch (DbException e)
            {
                error = e;
            }
        }

        Assert.Equal(1040, ServerErrorOf(error));
        foreach (var connection in open) await connection.DisposeAsync();
        await _cluster.SetMaxConnectionsAsync("db002", 300, Token);
        await (await OpenAsync("db002")).DisposeAsync();
    }

    [Fact]
    public async Task Replication_stops_and_goes_on()
    {
        await _cluster.StopReplicationAsync("db003", Token);
        await WriteAsync(_cluster["db001"].ConnectionString, "INSERT INTO t VALUES (1)");
        await Wait.UntilAsync(async () => await RowsAsync("db002") == 1, "the other replica has the row");
        Assert.Equal(0L, await RowsAsync("db003"));

        await _cluster.StartReplicationAsync("db003", Token);
        await Wait.UntilAsync(async () => await RowsAsync("db003") == 1, "the replica has caught up");
    }

    [Fact]
    public async Task Replica_is_as_far_behind_as_it_is_told()
    {
        await _cluster.DelayReplicationAsync("db003", 3600, Token);
        await WriteAsync(_cluster["db001"].ConnectionString, "INSERT INTO t VALUES (1)");
        await Wait.UntilAsync(async () => await RowsAsync("db002") == 1, "the other replica has the row");
        Assert.Equal(0L, await RowsAsync("db003"));

        await _cluster.DelayReplicationAsync("db003", 0, Token);
        await Wait.UntilAsync(async () => await RowsAsync("db003") == 1, "the replica has caught up");
    }

    [Fact]
    public async Task Writes_wait_until_they_are_let_go()
    {
        await _cluster.BlockWritesAsync("db001", Token);
        var write = WriteAsync(_cluster["db001"].ConnectionString, "INSERT INTO t VALUES (1)");
        await Wait.UntilAsync(
            async () => await NumberAsync(
                _cluster, "db001", "SELECT COUNT(*) FROM information_schema.processlist WHERE state LIKE 'Waiting for%lock'") == 1,
            "the write waits");
        Assert.Equal(0L, await RowsAsync("db001"));
        Assert.False(write.IsCompleted);

        await _cluster.UnblockWritesAsync("db001");
        await write;
        Assert.Equal(1L, await RowsAsync("db001"));
    }

    [Fact]
    public async Task Connections_of_one_user_are_killed()
    {
        await using var first = await OpenAsync("db002");
        await using var second = await OpenAsync("db002");
        Assert.Equal(2, await _cluster.KillConnectionsAsync("db002", "app", Token));

        await Wait.UntilAsync(async () => await ConnectionsAsync("db002") == 0, "both have ended");
        await Assert.ThrowsAnyAsync<DbException>(() => ScalarAsync(first, "SELECT 1"));
        Assert.Equal(0, await _cluster.KillConnectionsAsync("db002", "app", Token));
    }

    private static async Task<object?> ScalarAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        // On the pool: MySql.Data may block before it awaits anything.
        return await Task.Run(() => command.ExecuteScalarAsync(Token), Token);
    }

    private static async Task<int?> ErrorOfAsync(DbConnection connection, string sql) =>
        ServerErrorOf(await Record.ExceptionAsync(() => ScalarAsync(connection, sql)));

    private static int? ServerErrorOf(Exception? exception) => RoutedClusters.ServerError.NumberOf(exception);

    private static async Task<string> RulesAsync()
    {
        using var nft = Process.Start(new ProcessStartInfo("nft", ["list", "ruleset"]) { RedirectStandardOutput = true })!;
        return await nft.StandardOutput.ReadToEndAsync(Token);
    }

    private Task<DbConnection> OpenAsync(string server, string more = "") => Task.Run(
        async () =>
        {
            var connection = MySqlDriver.Find().Factory.CreateConnection()!;
            connection.ConnectionString = _cluster[server].ConnectionString + ";Pooling=false" + more;
            await connection.OpenAsync(Token);
            return connection;
        },
        Token);

    private Task<long> RowsAsync(string server) => NumberAsync(_cluster, server, "SELECT COUNT(*) FROM testdb.t");

    private Task<long> ConnectionsAsync(string server) =>
        NumberAsync(_cluster, server, "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'app'");
}
