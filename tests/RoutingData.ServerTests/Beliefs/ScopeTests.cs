using System.Data.Common;
using System.Transactions;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Beliefs;

/// <summary>A TransactionScope in which something commits by itself, one that was aborted, and more than one connection in one.</summary>
public sealed class ScopeTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private const string Insert = "INSERT INTO numbered (v) VALUES (900)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Fault", "A1")]
    [InlineData(null, StatementOutcome.RolledBack, false)]
    [InlineData("CREATE TABLE IF NOT EXISTS made_in_scope (a INT)", StatementOutcome.Unknown, false)]
    [InlineData("CREATE TABLE IF NOT EXISTS made_in_scope (a INT)", StatementOutcome.Unknown, true)]
    public async Task A_statement_lost_in_a_scope_is_judged_by_what_ran_in_it(string? before, StatementOutcome outcome, bool inAnotherConnection)
    {
        RoutingDbException? error = null;
        // What the driver says of its ROLLBACK on a broken connection is not looked at here.
        await Record.ExceptionAsync(async () =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            error = await LoseAsync(before, inAnotherConnection);
        });
        Assert.Equal((outcome, outcome == StatementOutcome.RolledBack), (error!.Outcome, error.IsTransient));
    }

    [Theory]
    [Trait("Fault", "A3")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task In_a_scope_that_was_aborted_meanwhile_nothing_is_committed_by_itself(bool hasWritten)
    {
        await cluster.Servers.ExecuteAsync("db001", "DELETE FROM testdb.numbered", Token);
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await using var connection = await cluster.OpenAsync(async: true);
            if (hasWritten) await connection.ExecuteAsync(async: true, Insert);
            Transaction.Current!.Rollback();
            await Assert.ThrowsAnyAsync<TransactionException>(() => connection.ExecuteAsync(async: true, Insert));
        }

        Assert.Equal(0L, await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.numbered"));
    }

    [Fact]
    [Trait("Fault", "C2")]
    public async Task What_the_driver_refuses_itself_is_no_servers_failure()
    {
        using var log = new Diagnostics.CapturedLog();
        await using var source = new RoutingDbDataSourceBuilder(cluster.Options()).UseLoggerFactory(log).Build();
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await using var first = await source.OpenConnectionAsync(Token);
            await first.ExecuteAsync(async: true, Insert);
            await using var second = await source.OpenConnectionAsync(Token);
            // Two connections at a time in one transaction: no driver can.
            await Assert.ThrowsAsync<NotSupportedException>(() => second.ExecuteAsync(async: true, Insert));
        }

        Assert.DoesNotContain(log.Lines, line => line.Message.Contains("failed", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [Trait("Fault", "R1")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sessions_that_took_part_one_after_another_leave_no_connection_to_two(bool byEnlistTransaction)
    {
        await using var source = new RoutingDbDataSource(cluster.Options());
        var before = await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.numbered");
        RoutingDbConnection second;
        string former;
        using (var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await using (var first = await source.OpenConnectionAsync(Token))
            {
                await first.ExecuteAsync(async: true, Insert);
                former = await first.TextAsync(async: true, "SELECT CONNECTION_ID()");
            }

            second = await OpenAsync(source, byEnlistTransaction);
            Assert.Equal(former, await second.TextAsync(async: true, "SELECT CONNECTION_ID()"));
            await second.ExecuteAsync(async: true, Insert);
            scope.Complete();
        }

        Assert.Equal(before + 2, await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.numbered"));
        await second.ExecuteAsync(async: true, Insert);
        await second.DisposeAsync();
        List<RoutingDbConnection> all = [];
        HashSet<string> physical = [];
        for (var i = 0; i < 6; i++)
        {
            all.Add(await source.OpenConnectionAsync(Token));
            Assert.True(physical.Add(await all[i].TextAsync(async: true, "/* route=writer */ SELECT CONNECTION_ID()")), "Two sessions have one connection.");
        }

        foreach (var connection in all) await connection.DisposeAsync();
    }

    [Theory]
    [Trait("Fault", "S6")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lock_of_a_session_that_was_closed_in_a_scope_is_given_back_when_that_ends(bool complete)
    {
        await using var source = new RoutingDbDataSource(cluster.Options());
        using (var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await using (var connection = await source.OpenConnectionAsync(Token))
            {
                await connection.ExecuteAsync(async: true, Insert);
                Assert.Equal("1", await connection.TextAsync(async: true, "SELECT GET_LOCK('left_in_scope', 0)"));
            }

            if (complete) scope.Complete();
        }

        Assert.Equal(1L, await cluster.Servers.NumberAsync("db001", "SELECT IS_FREE_LOCK('left_in_scope')"));
    }

    // By the transaction around its Open, or by asking for it.
    private static async Task<RoutingDbConnection> OpenAsync(RoutingDbDataSource source, bool byEnlistTransaction)
    {
        if (!byEnlistTransaction) return await source.OpenConnectionAsync(Token);
        var transaction = Transaction.Current;
        RoutingDbConnection connection;
        using (new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled))
            connection = await source.OpenConnectionAsync(Token);
        connection.EnlistTransaction(transaction);
        return connection;
    }

    private async Task<RoutingDbException> LoseAsync(string? before, bool inAnotherConnection)
    {
        var connection = await cluster.OpenAsync(async: true);
        await connection.ExecuteAsync(async: true, Insert);
        if (before is not null) await connection.ExecuteAsync(async: true, before);
        if (inAnotherConnection)
        {
            await connection.CloseAsync(async: true);
            connection = await cluster.OpenAsync(async: true);
            await connection.ScalarAsync(async: true, "SELECT 1");
        }

        var id = await connection.TextAsync(async: true, "SELECT CONNECTION_ID()");
        using (new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled))
            await cluster.Servers.ExecuteAsync("db001", $"KILL {id}", Token);
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => connection.ExecuteAsync(async: true, Insert));
        await connection.DisposeAsync();
        return error;
    }
}
