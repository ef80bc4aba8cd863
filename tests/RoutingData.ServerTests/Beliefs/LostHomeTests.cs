using System.Data.Common;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Beliefs;

/// <summary>The connection of the session's last write is gone: whoever asks for what it knew is told so, until the next write.</summary>
[Trait("Fault", "A6")]
public sealed class LostHomeTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private const string Insert = "INSERT INTO numbered (v) VALUES (700)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Questions => ["SELECT LAST_INSERT_ID()", "SELECT @@identity", "SELECT CONNECTION_ID()", "SELECT LAST_INSERT_ID(); SELECT 1", "INSERT INTO numbered (v) VALUES (LAST_INSERT_ID())"];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Asked_at_once_and_asked_again(string question)
    {
        await using var connection = await WrittenAndKilledAsync(cluster.Source);
        // What may write was sent on it, and ends with an unknown outcome.
        var first = await Assert.ThrowsAsync<RoutingDbException>(() => connection.ScalarAsync(async: true, question));
        Assert.False(first.IsTransient);
        await AssertGoneAsync(connection, question);
        await AssertGoneAsync(connection, question);
        await connection.ExecuteAsync(async: true, Insert);
        Assert.NotEqual("0", await connection.TextAsync(async: true, "SELECT LAST_INSERT_ID()"));
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task After_a_plain_read_on_the_same_server(string question)
    {
        var source = cluster.NewSource(options =>
        {
            options.Monitor.WriterIsAlsoReader = true;
            options.ConnectionString = new DbConnectionStringBuilder { ConnectionString = options.ConnectionString, ["Server"] = $"{cluster.Servers["db001"].Address}" }.ConnectionString;
        });
        await using var connection = await WrittenAndKilledAsync(source, readsFirst: true);
        Assert.Equal("42", await connection.TextAsync(async: true, "SELECT 42"));
        await AssertGoneAsync(connection, question);
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task After_ChangeDatabase_or_SET_on_another_connection(string question)
    {
        await using var connection = await WrittenAndKilledAsync(cluster.Source, async written => await written.ChangeDatabaseAsync("testdb", Token));
        await AssertGoneAsync(connection, question);
        await connection.ExecuteAsync(async: true, "SET time_zone = '+00:00'");
        await AssertGoneAsync(connection, question);
    }

    [Fact]
    public async Task What_the_statement_before_left_is_gone_with_its_connection()
    {
        await using var connection = await WrittenAndKilledAsync(cluster.Source);
        await AssertGoneAsync(connection, "SHOW WARNINGS");
        await connection.ScalarAsync(async: true, "SELECT 1");
        Assert.Null(await connection.ScalarAsync(async: true, "SHOW WARNINGS"));
    }

    [Fact]
    public async Task A_transaction_goes_on_with_savepoints_and_says_what_it_does_not_know()
    {
        await using var connection = await WrittenAndKilledAsync(cluster.Source);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await transaction.SaveAsync("s", Token);
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => connection.ScalarAsync(async: true, "SELECT LAST_INSERT_ID()", transaction));
        Assert.Equal(StatementOutcome.NotExecuted, error.Outcome);
        await connection.ExecuteAsync(async: true, Insert, transaction);
        Assert.NotEqual("0", await connection.TextAsync(async: true, "SELECT LAST_INSERT_ID()", transaction));
        await transaction.CommitAsync(Token);
    }

    private async Task<RoutingDbConnection> WrittenAndKilledAsync(
        RoutingDbDataSource source, Func<RoutingDbConnection, Task>? before = null, bool readsFirst = false)
    {
        var connection = await source.OpenConnectionAsync(Token) as RoutingDbConnection;
        if (readsFirst) await connection!.ScalarAsync(async: true, "SELECT 1");
        await connection!.ExecuteAsync(async: true, Insert);
        var id = await connection.TextAsync(async: true, "SELECT CONNECTION_ID()");
        if (before is not null) await before(connection);
        await cluster.Servers.ExecuteAsync("db001", $"KILL {id}", Token);
        await FailoverSteps.UntilAsync(
            async () => await cluster.Servers.NumberAsync("db001", $"SELECT COUNT(*) FROM information_schema.processlist WHERE id = {id}") == 0,
            "the connection is gone");
        return connection;
    }

    private static async Task AssertGoneAsync(RoutingDbConnection connection, string question)
    {
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => connection.ScalarAsync(async: true, question));
        Assert.Equal((true, false), (error.SessionStateLost, error.IsTransient));
        Assert.Equal(StatementOutcome.NotExecuted, error.Outcome);
        Assert.Equal(System.Data.ConnectionState.Open, connection.State);
    }
}
