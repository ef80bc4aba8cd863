using System.Data;
using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Beliefs;

/// <summary>The retry loop of docs/failover.md, around every kind of statement, with the connection lost at every moment: paid once at most, and
/// once where it says so.</summary>
[Trait("Fault", "A1")]
[Trait("Requirement", "D07")]
public sealed class PaidOnceTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>, IAsyncLifetime
{
    private const string Pay = "INSERT INTO ledger (v) VALUES (100)";
    private const string Note = "INSERT INTO ledger (v) VALUES (101)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Kinds => new()
    {
        { "SELECT COUNT(*) FROM ledger", true }, { "SAVEPOINT s", true }, { "CREATE TEMPORARY TABLE IF NOT EXISTS scratch (a INT)", true },
        { "SET AUTOCOMMIT = 1; INSERT INTO ledger (v) VALUES (102); SELECT ROW_COUNT()", true },
        { "TRUNCATE other", false }, { "CREATE TABLE IF NOT EXISTS made (a INT)", false }, { "COMMIT", false }, { "BEGIN", false },
        { "ROLLBACK", false }, { "CALL pays()", false }, { "CALL does_nothing()", false }, { "EXECUTE IMMEDIATE 'COMMIT'", false },
        { "LOCK TABLES ledger WRITE, other WRITE", false }, { "BEGIN NOT ATOMIC COMMIT; END", false },
        { "SET autocommit = 0; INSERT INTO ledger (v) VALUES (102); SET autocommit = 1", false }, { "ANALYZE TABLE other", false },
    };

    public async ValueTask InitializeAsync()
    {
        if (await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM information_schema.routines WHERE routine_name = 'pays'") == 0)
        {
            foreach (var statement in new[]
            {
                "CREATE TABLE ledger (id INT AUTO_INCREMENT PRIMARY KEY, v INT NOT NULL)", "CREATE TABLE other (a INT)",
                "CREATE PROCEDURE pays() BEGIN INSERT INTO ledger (v) VALUES (777); COMMIT; END", "CREATE PROCEDURE does_nothing() DO 0",
                "CREATE PROCEDURE pays_slowly() BEGIN INSERT INTO ledger (v) VALUES (777); COMMIT; DO SLEEP(60); END",
            })
            {
                await cluster.Servers.ExecuteAsync("db001", $"USE testdb; {statement}", Token);
            }
        }

        await cluster.Servers.ExecuteAsync("db001", "TRUNCATE testdb.ledger", Token);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_DbTransaction_is_paid_once(string statement, bool isRepeated)
    {
        SkipWhatOnlyMariaDbHas(statement);
        for (var lostAfter = 0; lostAfter <= 3; lostAfter++)
        {
            await cluster.Servers.ExecuteAsync("db001", "DELETE FROM testdb.ledger", Token);
            var tries = 0;
            var moment = lostAfter;
            var error = await Record.ExceptionAsync(() => InOneTransactionAsync(async (connection, transaction) =>
            {
                var steps = new[] { Pay, statement, Note };
                tries++;
                for (var step = 0; step <= steps.Length; step++)
                {
                    if (tries == 1 && step == moment) await KillAsync(connection, transaction);
                    if (step < steps.Length) await connection.ExecuteAsync(async: true, steps[step], transaction);
                }
            }));

            var told = $"{statement}, lost after {moment}: {tries} tries, {error}";
            var paid = await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.ledger WHERE v = 100");
            Assert.True(paid <= 1, $"paid {paid} times. {told}");
            Assert.InRange(await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.ledger WHERE v = 777"), 0, 1);
            if (error is null) Assert.True(statement == "ROLLBACK" || paid == 1, told);
            else Assert.False(error is RoutingDbException { IsTransient: true }, told);
            // What nothing in it can have committed is repeated, and well.
            if (isRepeated && moment < 3) Assert.True(error is null && tries == 2, told);
        }
    }

    [Fact]
    public async Task A_procedure_that_has_committed_and_is_lost_then_is_not_called_again()
    {
        var tries = 0;
        var error = await Record.ExceptionAsync(() => InOneTransactionAsync(async (connection, transaction) =>
        {
            tries++;
            var id = await connection.TextAsync(async: true, "SELECT CONNECTION_ID()", transaction);
            var calling = connection.ExecuteAsync(async: true, "CALL pays_slowly()", transaction);
            await FailoverSteps.UntilAsync(
                async () => await cluster.Servers.NumberAsync(
                    "db001", $"SELECT COUNT(*) FROM information_schema.processlist WHERE id = {id} AND info LIKE '%SLEEP%'") > 0,
                "the procedure has committed");
            await cluster.Servers.ExecuteAsync("db001", $"KILL {id}", Token);
            await calling;
        }));

        Assert.Equal((StatementOutcome.Unknown, false), Assert.IsType<RoutingDbException>(error) is { } lost ? (lost.Outcome, lost.IsTransient) : default);
        Assert.Equal(1, tries);
        Assert.Equal(1, await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.ledger WHERE v = 777"));
    }

    [Theory]
    [InlineData("TRUNCATE other")]
    [InlineData("CALL pays()")]
    [InlineData("COMMIT")]
    public async Task Autocommit_off_by_text_is_paid_once(string statement)
    {
        await using var connection = await cluster.OpenAsync(async: true);
        await connection.ExecuteAsync(async: true, "SET autocommit = 0");
        await connection.ExecuteAsync(async: true, Pay);
        await connection.ExecuteAsync(async: true, statement);
        await KillAsync(connection, transaction: null);
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => connection.ExecuteAsync(async: true, Note));
        // COMMIT is the caller's own word, and what it lost is only the next transaction.
        Assert.Equal(statement == "COMMIT" ? (StatementOutcome.RolledBack, true) : (StatementOutcome.Unknown, false), (error.Outcome, error.IsTransient));
    }

    private void SkipWhatOnlyMariaDbHas(string statement) => Assert.SkipWhen(
        (statement.StartsWith("BEGIN NOT", StringComparison.Ordinal) || statement.StartsWith("EXECUTE IMM", StringComparison.Ordinal))
            && cluster.Servers.Flavor != ServerFlavor.MariaDb,
        "Only MariaDB has it.");

    // As in docs/failover.md, and of a server's own errors those that say of themselves that nothing is there.
    private async Task InOneTransactionAsync(Func<RoutingDbConnection, RoutingDbTransaction, Task> work)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var connection = await cluster.OpenAsync(async: true);
                await using var transaction = (RoutingDbTransaction)await connection.BeginTransactionAsync(Token);
                await work(connection, transaction);
                await transaction.CommitAsync(Token);
                return;
            }
            catch (DbException error) when (tries < 3 && LeftNothing(error))
            {
                // Again.
            }
        }
    }

    private static bool LeftNothing(DbException error) => error is RoutingDbException { IsTransient: true } ||
        error.Data["RoutingData.Outcome"] is nameof(StatementOutcome.NotExecuted) or nameof(StatementOutcome.RolledBack);

    private async Task KillAsync(RoutingDbConnection connection, DbTransaction? transaction)
    {
        var id = await connection.TextAsync(async: true, "SELECT CONNECTION_ID()", transaction);
        await cluster.Servers.ExecuteAsync("db001", $"KILL {id}", Token);
        await FailoverSteps.UntilAsync(
            async () => await cluster.Servers.NumberAsync("db001", $"SELECT COUNT(*) FROM information_schema.processlist WHERE id = {id}") == 0,
            "the connection is gone");
    }
}
