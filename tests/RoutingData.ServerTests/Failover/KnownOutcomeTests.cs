using System.Data.Common;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Failover;

/// <summary>What a driver's exception carries of the statement's outcome: only what is sure.</summary>
[Trait("Requirement", "D32")]
public sealed class KnownOutcomeTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private const int LockWaitTimeout = 1205, Deadlock = 1213, ReadOnly = 1290, Duplicate = 1062;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lock_wait_in_vain_undoes_the_one_statement_and_leaves_the_transaction_open(bool async)
    {
        await using var holder = await cluster.OpenAsync(async);
        await using var transaction = await holder.BeginAsync(async);
        await holder.ExecuteAsync(async, "UPDATE keyed SET v = v + 1 WHERE id = 1", transaction);
        await using var other = await cluster.OpenAsync(async);
        await other.ExecuteAsync(async, "SET innodb_lock_wait_timeout = 1");

        Assert.Equal((LockWaitTimeout, "NotExecuted"), await FailureAsync(() => UpdateAsync(other)));
        Assert.Equal(
            (LockWaitTimeout, null), await FailureAsync(() => UpdateAsync(other, "INSERT INTO numbered (v) VALUES (1); ")));
        await using var second = await other.BeginAsync(async);
        Assert.Equal((LockWaitTimeout, "NotExecuted"), await FailureAsync(() => UpdateAsync(other, transaction: second)));

        Task UpdateAsync(RoutingDbConnection connection, string before = "", DbTransaction? transaction = null) =>
            connection.ExecuteAsync(async, before + "UPDATE keyed SET v = v + 1 WHERE id = 1", transaction);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_victim_of_a_deadlock_is_rolled_back(bool async)
    {
        await using var one = await cluster.OpenAsync(async);
        await using var two = await cluster.OpenAsync(async);
        await using var first = await one.BeginAsync(async);
        await using var second = await two.BeginAsync(async);
        await one.ExecuteAsync(async, "UPDATE keyed SET v = v + 1 WHERE id = 1", first);
        await two.ExecuteAsync(async, "UPDATE keyed SET v = v + 1 WHERE id = 2", second);

        // Each ends its transaction whatever comes, or the other would wait for it.
        var failures = await Task.WhenAll(CrossAsync(one, first, id: 2), CrossAsync(two, second, id: 1));

        Assert.Equal([(Deadlock, "RolledBack")], failures.Where(failure => failure != default));

        async Task<(int?, string?)> CrossAsync(RoutingDbConnection connection, DbTransaction transaction, int id)
        {
            var failure = await FailureAsync(
                () => connection.ExecuteAsync(async, $"UPDATE keyed SET v = v + 1 WHERE id = {id}", transaction));
            await transaction.RollbackAsync(async);
            return failure;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_transaction_whose_commit_is_refused_nothing_is_there(bool async)
    {
        await using var own = await RoutedCluster.StartAsync();
        await using var connection = await own.OpenAsync(async);
        await using var transaction = await connection.BeginAsync(async);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)", transaction);
        await own.Servers.ExecuteAsync("db001", "SET GLOBAL read_only = 1", Token);

        Assert.Equal((ReadOnly, "RolledBack"), await FailureAsync(() => transaction.CommitAsync(async)));
        await connection.CloseAsync(async);
        Assert.Equal(0L, await own.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.numbered"));
    }

    [Fact]
    public async Task Of_any_other_error_nothing_is_said()
    {
        await using var connection = await cluster.OpenAsync(async: true);

        Assert.Equal(
            (Duplicate, null), await FailureAsync(() => connection.ExecuteAsync(async: true, "INSERT INTO keyed VALUES (1, 1)")));
    }

    private static async Task<(int? Number, string? Outcome)> FailureAsync(Func<Task> action)
    {
        var error = await Record.ExceptionAsync(action);
        return error is null ? default : (ServerError.NumberOf(error), error.Data["RoutingData.Outcome"] as string);
    }
}
