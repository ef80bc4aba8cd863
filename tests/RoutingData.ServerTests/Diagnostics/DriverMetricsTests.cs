using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Diagnostics;

/// <summary>What the driver's own metrics say of the router's pools: a name each, and no connection string.</summary>
public sealed class DriverMetricsTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "E9")]
    public async Task A_pool_is_named_by_its_fleet_and_server(bool async)
    {
        Assert.SkipUnless(MySqlDriver.Find().Kind == DriverKind.MySqlConnector, "MySql.Data has no metrics.");
        var (user, fleet) = ($"metered{async}".ToLowerInvariant(), $"fleetof{async}".ToLowerInvariant());
        await cluster.Servers.ExecuteAsync("db001", $"CREATE USER {user} IDENTIFIED BY 'hidden{user}'; GRANT ALL ON testdb.* TO {user}", TestContext.Current.CancellationToken);
        await cluster.Servers.WaitForReplicationAsync(TestContext.Current.CancellationToken);
        using var names = new PoolNames();
        await using var source = cluster.NewSource(options =>
        {
            options.ConnectionString += $";Application Name={fleet}";
            (options.Username, options.Password) = (user, $"hidden{user}");
            options.Monitor = new();
        });
        await using var connection = source.CreateConnection();

        await connection.OpenAsync(async);
        await connection.ExecuteAsync(async, "UPDATE keyed SET v = v WHERE id = 1");

        Assert.Contains($"{fleet}/{source.Monitor.Current.WriterOf(10)!.Address}", names.With(fleet));
        Assert.All(names.With(fleet), name => Assert.Matches($"^{fleet}/[^;=]+:[0-9]+( monitor)?$", name));
        Assert.Empty(names.With(user));
    }
}
