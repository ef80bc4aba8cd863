using System.Data.Common;
using System.Transactions;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Beliefs;

/// <summary>After an exception that says RolledBack, COMMIT on that session leaves no row.</summary>
[Trait("Fault", "A2")]
[Trait("Fault", "S8")]
public sealed class RolledBackTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private const string First = "INSERT INTO numbered (v) VALUES (500)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?, bool> Errors => new()
    {
        // A lock wait undoes the statement, and the transaction goes on.
        { "UPDATE keyed SET v = v + 1 WHERE id = 1", "NotExecuted", true },
        { "INSERT INTO numbered (v) VALUES (501); UPDATE keyed SET v = v + 1 WHERE id = 1", null, true },
        { "CALL says_deadlock()", null, false },
        { "CALL says_lock_wait()", null, false },
        { "SELECT f_says_deadlock()", null, true },
        { "INSERT INTO keyed VALUES (2, 1)", null, true },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task What_leaves_the_transaction_open_is_not_called_rolled_back(string statement, string? outcome, bool isUncommitted)
    {
        await MakeAsync();
        await using var holder = await cluster.OpenAsync(async: true);
        await using var holding = await holder.BeginAsync(async: true);
        await holder.ExecuteAsync(async: true, "UPDATE keyed SET v = v + 1 WHERE id = 1", holding);
        foreach (var byText in new[] { false, true })
        {
            await cluster.Servers.ExecuteAsync("db001", "DELETE FROM testdb.numbered", Token);
            await using var connection = await cluster.OpenAsync(async: true);
            await connection.ExecuteAsync(async: true, "SET innodb_lock_wait_timeout = 1");
            var transaction = byText ? null : await connection.BeginAsync(async: true);
            if (byText) await connection.ExecuteAsync(async: true, "BEGIN");
            await connection.ExecuteAsync(async: true, First, transaction);

            var error = await Assert.ThrowsAnyAsync<DbException>(() => connection.ExecuteAsync(async: true, statement, transaction));

            // By text alone nobody is told to run anything again: BEGIN on this session would commit the first half.
            Assert.Equal(byText ? null : outcome, error.Data["RoutingData.Outcome"] as string);
            Assert.Equal(!byText && isUncommitted ? "Uncommitted" : null, error.Data["RoutingData.Transaction"] as string);
            if (transaction is not null) await transaction.CommitAsync(async: true);
            else await connection.ExecuteAsync(async: true, "COMMIT");
            Assert.InRange(await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.numbered"), 1, 2);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transaction_on_a_writer_that_has_become_read_only_is_given_up_and_can_never_be_committed(bool comesBack)
    {
        await using var own = await RoutedCluster.StartAsync();
        await using var connection = await own.OpenAsync(async: true);
        await using var transaction = await connection.BeginAsync(async: true);
        await connection.ExecuteAsync(async: true, First, transaction);
        await own.Servers.ExecuteAsync("db001", "SET GLOBAL read_only = 1", Token);

        var error = await Assert.ThrowsAnyAsync<DbException>(() => connection.ExecuteAsync(async: true, $"{First}; {First}", transaction));
        Assert.Equal((1290, "RolledBack"), (ServerError.NumberOf(error), error.Data["RoutingData.Outcome"] as string));
        if (comesBack) await own.Servers.ExecuteAsync("db001", "SET GLOBAL read_only = 0", Token);
        Assert.Equal(StatementOutcome.NotExecuted, (await Assert.ThrowsAsync<RoutingDbException>(() => transaction.CommitAsync(async: true))).Outcome);
        await transaction.DisposeAsync();

        Assert.Equal(0L, await own.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.numbered"));
        if (!comesBack) await own.Servers.PromoteAsync("db002", Token);
        await connection.ExecuteAsync(async: true, First);
        Assert.Equal(1L, await own.Servers.NumberAsync(comesBack ? "db001" : "db002", "SELECT COUNT(*) FROM testdb.numbered"));
    }

    [Fact]
    public async Task A_COMMIT_that_waits_for_a_lock_in_vain_rolls_back()
    {
        await using var connection = await cluster.OpenAsync(async: true);
        await connection.ExecuteAsync(async: true, "SET lock_wait_timeout = 1");
        await using var transaction = await connection.BeginAsync(async: true);
        await connection.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (510)", transaction);
        await cluster.Servers.BlockWritesAsync("db001", Token);
        try
        {
            var error = await Assert.ThrowsAnyAsync<DbException>(() => transaction.CommitAsync(async: true));
            Assert.Equal((1205, "RolledBack"), (ServerError.NumberOf(error), error.Data["RoutingData.Outcome"] as string));
        }
        finally
        {
            await cluster.Servers.UnblockWritesAsync("db001");
        }

        await transaction.CommitAsync(async: true);
        Assert.Equal(0L, await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.numbered WHERE v = 510"));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task A_deadlock_that_a_trigger_signals_is_made_one(bool byText, bool async)
    {
        await MakeAsync();
        await using var connection = await cluster.OpenAsync(async);
        var transaction = byText ? null : await connection.BeginAsync(async);
        if (byText) await connection.ExecuteAsync(async, "BEGIN");
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (520)", transaction);

        var error = await Assert.ThrowsAnyAsync<DbException>(() => connection.ExecuteAsync(async, "INSERT INTO trapped VALUES (1)", transaction));
        Assert.Equal((1213, "RolledBack"), (ServerError.NumberOf(error), error.Data["RoutingData.Outcome"] as string));
        if (transaction is not null) await transaction.CommitAsync(async);
        else await connection.ExecuteAsync(async, "COMMIT");

        Assert.Equal(0L, await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.numbered WHERE v = 520"));
        await connection.ExecuteAsync(async, "INSERT INTO trapped VALUES (0)");
    }

    [Fact]
    public async Task Where_it_cannot_be_rolled_back_it_is_not_called_rolled_back()
    {
        await MakeAsync();
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await using var connection = await cluster.OpenAsync(async: true);
            await connection.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (521)");
            var error = await Assert.ThrowsAnyAsync<DbException>(() => connection.ExecuteAsync(async: true, "INSERT INTO trapped VALUES (1)"));
            var (outcome, said) = (error.Data["RoutingData.Outcome"] as string, error.Data["RoutingData.Transaction"] as string);
            // A driver whose scopes are no XA transactions can be told to roll back.
            Assert.True((outcome, said) is (null, "Uncommitted") or ("RolledBack", _), $"{outcome} {said}");
        }

        Assert.Equal(0L, await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.numbered WHERE v = 521"));
    }

    private async Task MakeAsync()
    {
        if (await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM information_schema.routines WHERE routine_name = 'says_deadlock'") > 0) return;
        foreach (var statement in new[]
        {
            "CREATE TABLE trapped (a INT)",
            "CREATE TRIGGER trap BEFORE INSERT ON trapped FOR EACH ROW IF NEW.a = 1 THEN SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, " +
                "MESSAGE_TEXT = 'Deadlock found when trying to get lock; try restarting transaction'; END IF",
            "CREATE PROCEDURE says_deadlock() SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213",
            "CREATE PROCEDURE says_lock_wait() SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1205",
            "CREATE FUNCTION f_says_deadlock() RETURNS INT NO SQL BEGIN SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213; RETURN 1; END",
        })
        {
            await cluster.Servers.ExecuteAsync("db001", $"USE testdb; {statement}", Token);
        }
    }
}
