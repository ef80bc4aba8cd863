using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Beliefs;

/// <summary>What a session leaves: in an idle connection, on a reader, without its database.</summary>
public sealed class LeftBehindTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Fault", "S6")]
    [InlineData("BEGIN", true)]
    [InlineData("BEGIN", false)]
    [InlineData("SET autocommit = 0", true)]
    [InlineData("SET autocommit = 0", false)]
    [InlineData("CALL begins_and_locks()", true)]
    [InlineData("CALL begins_and_locks()", false)]
    [InlineData("BEGIN; SELECT 1; UPDATE keyed SET v = v + 1 WHERE id = 1; SELECT * FROM nosuch; COMMIT", true)]
    public async Task Close_gives_back_what_the_session_had_locked(string begin, bool async)
    {
        await MakeAsync();
        await using (var connection = await cluster.OpenAsync(async))
        {
            await Record.ExceptionAsync(() => connection.ExecuteAsync(async, begin));
            await connection.ExecuteAsync(async, "UPDATE keyed SET v = v + 1 WHERE id = 1");
        }

        await using var other = await cluster.OpenAsync(async);
        await other.ExecuteAsync(async, "SET innodb_lock_wait_timeout = 1");
        Assert.Equal(1, await other.ExecuteAsync(async, "UPDATE keyed SET v = v + 1 WHERE id = 1"));
        Assert.Equal("1", await other.TextAsync(async, "SELECT IS_FREE_LOCK('of the procedure')"));
    }

    [Theory]
    [Trait("Fault", "S6")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Close_ends_a_branch_that_refuses_to_be_rolled_back(bool async)
    {
        await using var other = await cluster.OpenAsync(async);
        // It has a connection to the writer of its own: that the pool cleans the other one up for it proves nothing.
        await other.ExecuteAsync(async, "SET @mine = 1");
        await using (var connection = await cluster.OpenAsync(async))
        {
            await connection.ExecuteAsync(async, "XA START 'left'");
            await connection.ExecuteAsync(async, "UPDATE keyed SET v = v + 1 WHERE id = 2");
        }

        await other.ExecuteAsync(async, "SET innodb_lock_wait_timeout = 20");
        Assert.Equal(1, await other.ExecuteAsync(async, "UPDATE keyed SET v = v + 1 WHERE id = 2"));
    }

    [Fact]
    [Trait("Fault", "S6")]
    public async Task Close_says_nothing_where_nothing_is_open()
    {
        await cluster.Log.StartAsync();
        await using (var connection = await cluster.OpenAsync(async: true))
        {
            await connection.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (800)");
            await connection.ExecuteAsync(async: true, "BEGIN; INSERT INTO numbered (v) VALUES (801); COMMIT");
            await using var transaction = await connection.BeginAsync(async: true);
            await transaction.CommitAsync(async: true);
        }

        Assert.DoesNotContain(await cluster.Log.ReadAsync(), statement => statement.Text.StartsWith("ROLLBACK", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [Trait("Fault", "S2")]
    [InlineData("CALL sets_nothing()", true)]
    [InlineData("CALL nosuch()", true)]
    [InlineData("SET @mine = 5", true)]
    [InlineData("CALL sets_nothing()", false)]
    [InlineData("SET @mine = 5", false)]
    public async Task After_a_read_only_transaction_that_left_something_the_session_can_write(string leaves, bool byApi)
    {
        await MakeAsync();
        await using var connection = await cluster.OpenAsync(async: true);
        var transaction = byApi ? await connection.BeginReadOnlyTransactionAsync(cancellationToken: Token) : null;
        if (!byApi) await connection.ExecuteAsync(async: true, "START TRANSACTION READ ONLY");
        await Record.ExceptionAsync(() => connection.ExecuteAsync(async: true, leaves, transaction));
        if (transaction is not null) await transaction.CommitAsync(Token);
        else await connection.ExecuteAsync(async: true, "COMMIT");
        if (leaves.StartsWith("SET", StringComparison.Ordinal)) Assert.Equal("5", await connection.TextAsync(async: true, "SELECT @mine"));

        await connection.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (810)");
        Assert.NotEqual("0", await connection.TextAsync(async: true, "SELECT LAST_INSERT_ID()"));
        if (!leaves.StartsWith("SET", StringComparison.Ordinal)) return;
        // Not NULL, which a connection that has never heard of it would say.
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => connection.ScalarAsync(async: true, "SELECT @mine"));
        Assert.Equal((StatementOutcome.NotExecuted, true), (error.Outcome, error.SessionStateLost));
        await connection.ExecuteAsync(async: true, "SET @mine = 6");
        Assert.Equal("6", await connection.TextAsync(async: true, "SELECT @mine"));
    }

    [Fact]
    [Trait("Fault", "S5")]
    public async Task After_DROP_DATABASE_of_its_own_database_reads_work_and_there_is_none()
    {
        await using var connection = await cluster.OpenAsync(async: true);
        await cluster.Servers.ExecuteAsync("db001", "GRANT ALL ON passing.* TO 'app'@'%'", Token);
        await connection.ExecuteAsync(async: true, "CREATE DATABASE passing");
        await connection.ExecuteAsync(async: true, "USE passing");
        Assert.Equal("1", await connection.TextAsync(async: true, "SELECT 1"));
        await connection.ExecuteAsync(async: true, "DROP DATABASE passing");
        await cluster.Servers.WaitForReplicationAsync(Token);

        Assert.Equal("1", await connection.TextAsync(async: true, "SELECT 1"));
        Assert.Equal("NULL", await connection.TextAsync(async: true, "SELECT DATABASE()"));
        await connection.ChangeDatabaseAsync("testdb", Token);
        Assert.Equal("testdb", await connection.TextAsync(async: true, "SELECT DATABASE()"));
        Assert.Equal(RouteTarget.Reader, connection.Explain("SELECT 1").Target);
    }

    [Theory]
    [Trait("Fault", "S5")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_database_is_used_where_the_right_to_it_has_not_reached_the_readers(bool async)
    {
        var name = async ? "granted_async" : "granted_sync";
        await using var connection = await cluster.OpenAsync(async);
        await connection.TextAsync(async, "SELECT 1");
        foreach (var reader in new[] { "db002", "db003" }) await cluster.Servers.StopReplicationAsync(reader, Token);
        try
        {
            await cluster.Servers.ExecuteAsync("db001", $"GRANT ALL ON {name}.* TO app", Token);
            await connection.ExecuteAsync(async, $"CREATE DATABASE {name}");
            await connection.ExecuteAsync(async, $"USE {name}");
            Assert.Equal(name, await connection.TextAsync(async, "SELECT DATABASE()"));
        }
        finally
        {
            foreach (var reader in new[] { "db002", "db003" }) await cluster.Servers.StartReplicationAsync(reader, Token);
            await cluster.Servers.WaitForReplicationAsync(Token);
        }
    }

    private async Task MakeAsync()
    {
        if (await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM information_schema.routines WHERE routine_name = 'sets_nothing'") > 0) return;
        foreach (var procedure in new[]
        {
            "sets_nothing() SELECT 1",
            "begins_and_locks() BEGIN START TRANSACTION; SELECT GET_LOCK('of the procedure', 0); SELECT v FROM keyed WHERE id = 1 FOR UPDATE; END",
        })
        {
            await cluster.Servers.ExecuteAsync("db001", $"USE testdb; CREATE PROCEDURE {procedure}", Token);
        }

        await cluster.Servers.WaitForReplicationAsync(Token);
    }
}
