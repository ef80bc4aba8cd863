using System.Data;
using System.Data.Common;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Conformance;

/// <summary>GetDriverConnection, batches and Broken: what no bare driver can be compared with.</summary>
public sealed class DriverConnectionTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private const string Place = "SELECT @@server_id";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D12")]
    public async Task The_drivers_connection_is_the_writers_and_the_session_stays_on_it_until_Close(bool async)
    {
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);
        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, Place)));

        var driver = await HandOutAsync<DbConnection>(async, connection);

        Assert.IsNotType<RoutingDbConnection>(driver);
        Assert.Equal("db001", cluster.NameOf(await driver.ScalarAsync(async, Place)));
        await driver.ExecuteAsync(async, "SET @of_the_driver = 5");
        Assert.Equal("5", await connection.TextAsync(async, "SELECT CONCAT(@of_the_driver)"));
        Assert.Equal("db001", cluster.NameOf(await connection.ScalarAsync(async, Place)));
        Assert.Contains("the driver's connection", connection.Explain(Place).Reason, StringComparison.Ordinal);

        await connection.CloseAsync(async);
        await connection.OpenAsync(async);
        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, Place)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_type_than_the_drivers_is_refused_and_changes_nothing(bool async)
    {
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);

        await Assert.ThrowsAsync<InvalidCastException>(() => HandOutAsync<RoutingDbConnection>(async, connection));

        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, Place)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "B2")]
    public async Task Beside_an_open_reader_none_is_handed_out(bool async)
    {
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);
        await using (var command = connection.Command("SELECT v FROM keyed"))
        await using (var reader = await BothWorlds.RunAsync(async, () => command.ExecuteReaderAsync(Token), command.ExecuteReader))
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => HandOutAsync<DbConnection>(async, connection));
            Assert.True(await reader.ReadAsync(Token));
        }

        Assert.Equal("db001", cluster.NameOf(await (await HandOutAsync<DbConnection>(async, connection)).ScalarAsync(async, Place)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task In_a_transaction_it_is_the_transactions_connection(bool async)
    {
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);
        await using var transaction = await connection.BeginAsync(async);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (4711)", transaction);

        var driver = await HandOutAsync<DbConnection>(async, connection);

        Assert.Equal(
            await connection.TextAsync(async, "SELECT CONNECTION_ID()", transaction),
            await IdOfAsync(async, driver, ((RoutingDbTransaction)transaction).GetDriverTransaction<DbTransaction>()));
    }

    [Theory]
    [InlineData(true, "SELECT @@server_id", "SELECT 2", false)]
    [InlineData(false, "SELECT @@server_id", "SELECT 2", false)]
    [InlineData(true, "SELECT @@server_id", "UPDATE keyed SET v = v WHERE id = 0", true)]
    [InlineData(false, "SELECT @@server_id", "UPDATE keyed SET v = v WHERE id = 0", true)]
    [InlineData(true, "SELECT @@server_id", "SELECT @unbound", true)]
    [Trait("Requirement", "D17")]
    public async Task A_batch_goes_where_its_strictest_command_must(bool async, string first, string second, bool toWriter)
    {
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);
        Assert.SkipUnless(connection.CanCreateBatch, "This driver has no batches.");
        await using var batch = connection.CreateBatch();
        foreach (var text in new[] { first, second })
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = text;
            batch.BatchCommands.Add(command);
        }

        var place = cluster.NameOf(await BothWorlds.RunAsync(async, () => batch.ExecuteScalarAsync(Token), batch.ExecuteScalar));

        Assert.Equal(toWriter, place == "db001");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D11")]
    public async Task Lost_state_breaks_the_connection_and_StateChange_says_so(bool async)
    {
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);
        await connection.ExecuteAsync(async, "SET @kept = 1");
        var states = new List<ConnectionState>();
        connection.StateChange += (_, change) => states.Add(change.CurrentState);
        var id = await connection.TextAsync(async, "SELECT CONNECTION_ID() + 0 * @kept");
        await cluster.Servers.ExecuteAsync("db001", $"KILL {id}", Token);

        await Assert.ThrowsAsync<RoutingDbException>(() => connection.ScalarAsync(async, "SELECT @kept"));

        Assert.Equal(ConnectionState.Broken, connection.State);
        await connection.CloseAsync(async);
        Assert.Equal([ConnectionState.Broken, ConnectionState.Closed], states);
    }

    private static Task<T> HandOutAsync<T>(bool async, RoutingDbConnection connection)
        where T : DbConnection =>
        BothWorlds.RunAsync(async, () => connection.GetDriverConnectionAsync<T>(Token).AsTask(), connection.GetDriverConnection<T>);

    private static Task<string> IdOfAsync(bool async, DbConnection driver, DbTransaction transaction) =>
        driver.TextAsync(async, "SELECT CONNECTION_ID()", transaction);
}
