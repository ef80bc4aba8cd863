using System.Data;
using System.Data.Common;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.ReadOnlyTransactions;

/// <summary>Transactions that only read hold one reader from their beginning to their end (D04).</summary>
[Trait("Requirement", "D04")]
public sealed class ReadOnlyTransactionTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private const string WhereAmI = "SELECT @@server_id";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_begun_by_the_api_reads_one_view_on_one_reader(bool async)
    {
        await using var connection = await cluster.OpenAsync(async);
        await using var transaction = await BeginReadOnlyAsync(async, connection);
        Assert.True(transaction.IsReadOnly);
        Assert.Equal(IsolationLevel.RepeatableRead, transaction.IsolationLevel);
        var reader = cluster.NameOf(await connection.ScalarAsync(async, WhereAmI, transaction));
        Assert.NotEqual("db001", reader);
        var before = await connection.TextAsync(async, "SELECT COUNT(*) FROM numbered", transaction);

        await cluster.Servers.ExecuteAsync("db001", "INSERT INTO testdb.numbered (v) VALUES (1)", Token);
        await cluster.Servers.WaitForReplicationAsync(Token);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(reader, cluster.NameOf(await connection.ScalarAsync(async, WhereAmI, transaction)));
            Assert.Equal(before, await connection.TextAsync(async, "SELECT COUNT(*) FROM numbered", transaction));
        }

        await transaction.CommitAsync(async);
        Assert.NotEqual(before, await connection.TextAsync(async, "SELECT COUNT(*) FROM numbered FOR UPDATE"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "C13")]
    public async Task One_that_the_driver_refuses_to_begin_leaves_nothing_behind(bool async)
    {
        await using var connection = await cluster.OpenAsync(async);
        using (RoutingScope.Writer())
        {
            await Assert.ThrowsAnyAsync<Exception>(async () => _ = async
                ? await connection.BeginReadOnlyTransactionAsync(IsolationLevel.Chaos, Token)
                : connection.BeginReadOnlyTransaction(IsolationLevel.Chaos));
        }

        Assert.Equal(1, await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_begun_by_text_goes_on_after_COMMIT_AND_CHAIN_and_ends_with_COMMIT(bool async)
    {
        await using var connection = await cluster.OpenAsync(async);
        await cluster.Log.StartAsync();
        await connection.ExecuteAsync(async, "START TRANSACTION READ ONLY");
        var reader = cluster.NameOf(await connection.ScalarAsync(async, WhereAmI));
        Assert.NotEqual("db001", reader);

        await connection.ExecuteAsync(async, "COMMIT AND CHAIN");
        Assert.Equal(reader, cluster.NameOf(await connection.ScalarAsync(async, WhereAmI)));
        await RefusedAsync(async, connection, "INSERT INTO numbered (v) VALUES (901)", transaction: null);
        await connection.ExecuteAsync(async, "COMMIT");

        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (902)");
        Assert.Equal([reader], await cluster.Log.ServersOfAsync("INSERT INTO numbered (v) VALUES (901)"));
        Assert.Equal(["db001"], await cluster.Log.ServersOfAsync("INSERT INTO numbered (v) VALUES (902)"));
        Assert.Equal([reader], await cluster.Log.ServersOfAsync("COMMIT"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_write_in_one_gets_the_servers_error_and_is_never_moved(bool async)
    {
        const string Write = "UPDATE keyed SET v = v + 1 WHERE id = 1 /* in a read-only transaction */";
        await using var connection = await cluster.OpenAsync(async);
        await using var transaction = await BeginReadOnlyAsync(async, connection);
        var reader = cluster.NameOf(await connection.ScalarAsync(async, WhereAmI, transaction));
        await cluster.Log.StartAsync();

        await RefusedAsync(async, connection, Write, transaction);
        await RefusedAsync(async, connection, Write, transaction);

        Assert.Equal(reader, cluster.NameOf(await connection.ScalarAsync(async, WhereAmI, transaction)));
        await transaction.RollbackAsync(async);
        Assert.Equal([reader, reader], await cluster.Log.ServersOfAsync(Write));
        Assert.Equal(10, await cluster.Servers.NumberAsync("db001", "SELECT v FROM testdb.keyed WHERE id = 1"));
    }

    // The writer's connection waits meanwhile: what the session did there is still to be asked for.
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [Trait("Requirement", "D09")]
    public async Task After_one_LAST_INSERT_ID_is_that_of_the_write_before_it(bool async, bool byText)
    {
        await using var connection = await cluster.OpenAsync(async);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (5)");
        var id = await connection.TextAsync(async, "SELECT LAST_INSERT_ID()");
        Assert.NotEqual("0", id);

        if (byText)
        {
            await connection.ExecuteAsync(async, "START TRANSACTION READ ONLY");
            Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, WhereAmI)));
            await connection.ExecuteAsync(async, "COMMIT");
        }
        else
        {
            await using var transaction = await BeginReadOnlyAsync(async, connection);
            Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, WhereAmI, transaction)));
            await transaction.CommitAsync(async);
        }

        Assert.Equal(id, await connection.TextAsync(async, "SELECT LAST_INSERT_ID()"));
        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, WhereAmI)));
    }

    // What it left keeps the session on the reader, whose own last id is none of the session's.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "A6")]
    public async Task After_one_that_left_variables_LAST_INSERT_ID_is_an_error_and_never_the_readers(bool async)
    {
        await using var connection = await cluster.OpenAsync(async);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (6)");
        await using (var transaction = await BeginReadOnlyAsync(async, connection))
        {
            await connection.ExecuteAsync(async, "SET @left = 7", transaction);
            await transaction.CommitAsync(async);
        }

        Assert.Equal("7", await connection.TextAsync(async, "SELECT @left"));
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => connection.TextAsync(async, "SELECT LAST_INSERT_ID()"));
        Assert.Equal(StatementOutcome.NotExecuted, error.Outcome);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task One_whose_reader_dies_says_so_and_the_next_begins_on_another(bool async, bool byText)
    {
        await using var own = await RoutedCluster.StartAsync();
        await using var connection = await own.OpenAsync(async);
        RoutingDbTransaction? transaction = null;
        if (byText) await connection.ExecuteAsync(async, "START TRANSACTION READ ONLY");
        else transaction = await BeginReadOnlyAsync(async, connection);
        var reader = own.NameOf(await connection.ScalarAsync(async, WhereAmI, transaction));
        await own.Servers.KillAsync(reader, Token);

        var error = await Assert.ThrowsAsync<RoutingDbException>(() => connection.ScalarAsync(async, WhereAmI, transaction));
        Assert.Equal(own.Servers[reader].Address, error.Server);
        Assert.True(error.SessionStateLost);
        if (transaction is null)
        {
            await connection.CloseAsync(async);
            await connection.OpenAsync(async);
        }
        else
        {
            await transaction.RollbackAsync(async);
        }

        await using var next = await BeginReadOnlyAsync(async, connection);
        var other = own.NameOf(await connection.ScalarAsync(async, WhereAmI, next));
        Assert.Equal(reader == "db002" ? "db003" : "db002", other);
    }

    private static Task<RoutingDbTransaction> BeginReadOnlyAsync(bool async, RoutingDbConnection connection) => BothWorlds.RunAsync(
        async, () => connection.BeginReadOnlyTransactionAsync(IsolationLevel.RepeatableRead, Token).AsTask(), () => connection.BeginReadOnlyTransaction(IsolationLevel.RepeatableRead));

    // On a read-only server its own refusal comes first; on one that is not, that of the transaction.
    private static async Task RefusedAsync(bool async, RoutingDbConnection connection, string sql, DbTransaction? transaction)
    {
        var error = await Assert.ThrowsAnyAsync<DbException>(() => connection.ExecuteAsync(async, sql, transaction));
        Assert.Contains(ServerError.NumberOf(error), new int?[] { 1290, 1792 });
    }
}
