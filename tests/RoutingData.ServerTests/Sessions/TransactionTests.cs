using System.Data;
using System.Globalization;
using RoutingData.ServerTests.RoutedClusters;
using IsolationLevel = System.Data.IsolationLevel;

namespace RoutingData.ServerTests.Sessions;

/// <summary>Transactions through the API: what they pin, and what is refused.</summary>
public sealed class TransactionTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D03")]
    public async Task A_transaction_of_another_connection_or_one_that_has_ended_is_refused(bool async)
    {
        await using var first = await OpenAsync(async);
        await using var second = await OpenAsync(async);
        var foreign = await second.BeginAsync(async);
        var ended = await first.BeginAsync(async);
        await ended.CommitAsync(async);
        await cluster.Log.StartAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => first.ScalarAsync(async, "SELECT 1", foreign));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first.ScalarAsync(async, "SELECT 1", ended));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ended.CommitAsync(async));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ended.RollbackAsync(async));

        Assert.Null(ended.Connection);
        Assert.Same(second, foreign.Connection);
        Assert.Empty(await cluster.Log.ServersOfAsync("SELECT 1"));
        await foreign.DisposeAsync();
        Assert.Equal(1L, Number(await first.ScalarAsync(async, "SELECT 1")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D03")]
    public async Task A_second_transaction_on_one_connection_is_refused_and_the_first_goes_on(bool async)
    {
        await using var connection = await OpenAsync(async);
        var transaction = await connection.BeginAsync(async);
        await connection.ExecuteAsync(async, "UPDATE keyed SET v = 11 WHERE id = 1", transaction);

        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.BeginAsync(async));

        Assert.Equal(11L, Number(await connection.ScalarAsync(async, "SELECT v FROM keyed WHERE id = 1", transaction)));
        await transaction.RollbackAsync(async);
        Assert.Equal(10L, Number(await connection.ScalarAsync(async, "SELECT v FROM keyed WHERE id = 1 FOR UPDATE")));
    }

    [Theory]
    [InlineData(IsolationLevel.ReadCommitted)]
    [InlineData(IsolationLevel.RepeatableRead)]
    [InlineData(IsolationLevel.Serializable)]
    [Trait("Requirement", "D04")]
    public async Task The_isolation_level_is_the_one_asked_for(IsolationLevel level)
    {
        await using var connection = await OpenAsync(async: true);
        await using var transaction = await connection.BeginTransactionAsync(level, Token);

        Assert.Equal(level, transaction.IsolationLevel);
        Assert.Equal("db001", cluster.NameOf(await connection.ScalarAsync(async: true, "SELECT @@server_id", transaction)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D03")]
    [Trait("Requirement", "D12")]
    public async Task Close_rolls_back_and_leaves_the_connection_usable(bool async)
    {
        await using var connection = await OpenAsync(async);
        var transaction = await connection.BeginAsync(async);
        await connection.ExecuteAsync(async, "UPDATE keyed SET v = 99 WHERE id = 2", transaction);
        await connection.CloseAsync(async);
        Assert.Null(transaction.Connection);

        await connection.OpenAsync(async);
        Assert.Equal(20L, Number(await connection.ScalarAsync(async, "SELECT v FROM keyed WHERE id = 2 FOR UPDATE")));
        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D12")]
    [Trait("Requirement", "D14")]
    public async Task Close_gives_locks_back_though_the_connection_idles_in_its_pool(bool async)
    {
        await using var other = await OpenAsync(async);
        await other.ScalarAsync(async, "SELECT v FROM keyed WHERE id = 1 FOR UPDATE");
        await using (var first = await OpenAsync(async))
        {
            await first.ScalarAsync(async, "SELECT GET_LOCK('of the first', 1)");
            await first.ExecuteAsync(async, "LOCK TABLES keyed WRITE");
        }

        Assert.Equal(1L, Number(await other.ScalarAsync(async, "SELECT GET_LOCK('of the first', 0)")));
        await other.ExecuteAsync(async, "UPDATE keyed SET v = v WHERE id = 1");
    }

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private async Task<RoutingDbConnection> OpenAsync(bool async)
    {
        var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);
        return connection;
    }
}
