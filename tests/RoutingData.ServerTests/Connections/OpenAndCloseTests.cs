using System.Data;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Connections;

/// <summary>What Open and Close do, and what they cost the servers.</summary>
public sealed class OpenAndCloseTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task State_goes_from_Closed_over_Connecting_to_Open_and_back(bool async)
    {
        var states = new List<(ConnectionState, ConnectionState)>();
        await using var connection = cluster.Source.CreateConnection();
        connection.StateChange += (_, change) => states.Add((change.OriginalState, change.CurrentState));

        await connection.OpenAsync(async);
        Assert.Equal(ConnectionState.Open, connection.State);
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.OpenAsync(async));
        await connection.CloseAsync(async);
        await connection.CloseAsync(async);

        Assert.Equal(ConnectionState.Closed, connection.State);
        Assert.Equal(
            [
                (ConnectionState.Closed, ConnectionState.Connecting),
                (ConnectionState.Connecting, ConnectionState.Open),
                (ConnectionState.Open, ConnectionState.Closed),
            ],
            states);
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.ScalarAsync(async, "SELECT 1"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.BeginAsync(async));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D43")]
    public async Task Open_and_the_properties_bind_no_connection(bool async)
    {
        var user = await UserAsync();
        await using var source = cluster.NewSource(options => options.ConnectionString += $";User ID={user};Password={user}");
        var version = await cluster.Servers.ScalarAsync("db001", "SELECT VERSION()", Token);
        var connections = new List<RoutingDbConnection>();
        for (var i = 0; i < 20; i++)
        {
            var connection = source.CreateConnection();
            connections.Add(connection);
            await connection.OpenAsync(async);
            Assert.Equal(version, connection.ServerVersion);
            Assert.Equal("testdb", connection.Database);
            Assert.Contains(cluster.Servers["db002"].Address.ToString(), connection.DataSource, StringComparison.Ordinal);
            Assert.Contains("Server=", connection.ConnectionString, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Password", connection.ConnectionString, StringComparison.OrdinalIgnoreCase);
            Assert.True(connection.ConnectionTimeout > 0);
        }

        // The one login that Open makes to find out whether the user is known; it lies idle in its pool.
        Assert.InRange(await cluster.Servers.ConnectionsOfAsync(user), 0, 1);
        foreach (var connection in connections) await connection.DisposeAsync();
    }

    [Fact]
    [Trait("Requirement", "D44")]
    public async Task A_thousand_sessions_one_after_another_make_few_connects()
    {
        await using var source = cluster.NewSource();
        var before = await ConnectsAsync();
        for (var i = 0; i < 1000; i++)
        {
            await using var connection = source.CreateConnection();
            if (i % 2 == 0)
            {
                await connection.OpenAsync(Token);
                await using var command = connection.Command("SELECT 1");
                await command.ExecuteScalarAsync(Token);
            }
            else
            {
                connection.Open();
                using var command = connection.Command("SELECT 1");
                command.ExecuteScalar();
            }
        }

        var made = (await ConnectsAsync()).Zip(before, (after, first) => after - first);

        // One of the router's, one of its monitor's, one of the administrator who counts; a few to spare for the replicas' own.
        Assert.All(made, connects => Assert.InRange(connects, 0, 10));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D42")]
    public async Task A_session_holds_one_connection_for_each_role_it_used_and_none_after_Close(bool async)
    {
        var user = await UserAsync();
        await using var source = cluster.NewSource(
            options => options.ConnectionString += $";Pooling=false;User ID={user};Password={user}");
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(async);
        await cluster.Servers.WaitForConnectionsAsync(0, user);

        for (var i = 0; i < 3; i++)
        {
            await connection.ScalarAsync(async, "SELECT 1");
            await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)");
        }

        await cluster.Servers.WaitForConnectionsAsync(2, user);
        await connection.CloseAsync(async);
        await cluster.Servers.WaitForConnectionsAsync(0, user);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reader_with_CloseConnection_takes_its_connection_along(bool async)
    {
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);
        await using var command = connection.Command("SELECT id FROM keyed ORDER BY id");
        var reader = await BothWorlds.RunAsync(
            async,
            () => command.ExecuteReaderAsync(CommandBehavior.CloseConnection, Token),
            () => command.ExecuteReader(CommandBehavior.CloseConnection));
        Assert.True(await reader.ReadAsync(Token));
        Assert.Equal(ConnectionState.Open, connection.State);

        await BothWorlds.RunAsync(async, () => reader.DisposeAsync().AsTask(), reader.Dispose);

        Assert.Equal(ConnectionState.Closed, connection.State);
        await connection.OpenAsync(async);
        Assert.Equal(1, Convert.ToInt32(await connection.ScalarAsync(async, "SELECT 1"), null));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_disposed_data_source_leaves_no_connection_on_the_servers(bool async)
    {
        await using var others = await RoutedCluster.StartAsync();
        var source = others.NewSource();
        await using (var connection = source.CreateConnection())
        {
            await connection.OpenAsync(async);
            await connection.ScalarAsync(async, "SELECT 1");
            await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)");
        }

        Assert.NotEqual(0, await others.Servers.ConnectionsOfAsync("app", "monitor"));
        await BothWorlds.RunAsync(async, () => source.DisposeAsync().AsTask(), source.Dispose);

        await others.Servers.WaitForConnectionsAsync(0, "app", "monitor");
        await Assert.ThrowsAnyAsync<Exception>(() => source.CreateConnection().OpenAsync(async));
    }

    /// <summary>A user of the test's own: other routers of this class connect as "app" when they please.</summary>
    private async Task<string> UserAsync()
    {
        var user = "u" + Guid.NewGuid().ToString("N")[..12];
        await cluster.Servers.ExecuteAsync("db001", $"CREATE USER {user} IDENTIFIED BY '{user}'", Token);
        await cluster.Servers.ExecuteAsync("db001", $"GRANT ALL ON testdb.* TO {user}", Token);
        await cluster.Servers.WaitForReplicationAsync(Token);
        return user;
    }

    private Task<long[]> ConnectsAsync() =>
        Task.WhenAll(cluster.Servers.Servers.Select(server => cluster.Servers.StatusAsync(server.Name, "Connections")));
}
