using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;
using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.LibraryTests.Passwords;

/// <summary>A password that rotates: the driver's own data sources ask for it, no pool is made anew for it, and nothing is reloaded.</summary>
public sealed class RotatingPasswordTests : IAsyncLifetime
{
    private RoutedCluster? _cluster;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RoutedCluster Cluster => _cluster ?? throw new InvalidOperationException("The servers have not been started.");

    public async ValueTask InitializeAsync() => _cluster = await LibraryCluster.StartAsync();

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    [Fact]
    public async Task A_new_password_needs_no_new_pool()
    {
        await Cluster.Servers.ExecuteAsync("db001", "CREATE USER rotating IDENTIFIED BY 'first'; GRANT ALL ON testdb.* TO rotating", Token);
        await Cluster.Servers.WaitForReplicationAsync(Token);
        var (password, asked) = ("first", new List<(ServerAddress Server, bool IsMonitor)>());
        var options = Cluster.Options();
        options.ConnectionString = new MySqlConnectionStringBuilder(options.ConnectionString!) { UserID = "rotating", Password = "" }.ConnectionString;
        await using var services = new ServiceCollection()
            .AddRoutingMySql(own => (own.ConnectionString, own.Monitor) = (options.ConnectionString, options.Monitor))
            .ConfigureDataSource((_, builder) => builder.UseDriverDataSource(context =>
            {
                lock (asked) asked.Add((context.Server, context.IsMonitor));
                var driver = new MySqlDataSourceBuilder(context.ConnectionString);
                if (!context.IsMonitor) driver.UsePeriodicPasswordProvider((_, _) => new(password), TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50));
                return driver.Build();
            }))
            .Services.BuildServiceProvider();
        var source = services.GetRequiredService<RoutingDbDataSource>();
        await using var held = await source.OpenConnectionAsync(Token);
        var id = await held.TextAsync(async: true, "/* route=writer */ SELECT CONNECTION_ID()");

        await Cluster.Servers.ExecuteAsync("db001", "ALTER USER rotating IDENTIFIED BY 'second'", Token);
        await Cluster.Servers.WaitForReplicationAsync(Token);
        password = "second";

        // The provider is asked again by the driver's own clock.
        await UntilOpenAsync(source);
        Assert.Equal(id, await held.TextAsync(async: true, "/* route=writer */ SELECT CONNECTION_ID()"));
        lock (asked)
        {
            Assert.Equal(asked.Count, asked.Distinct().Count());
            Assert.Equal(3, asked.Count(one => one.IsMonitor));
            Assert.Contains(asked, one => !one.IsMonitor && one.Server.Hostname == Cluster.Servers.Writer.Host && one.Server.Port == Cluster.Servers.Writer.Port);
        }
    }

    // A second connection at a time is a new one.
    private static async Task UntilOpenAsync(RoutingDbDataSource source)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(Token);
                Assert.Equal("1", await connection.TextAsync(async: true, "/* route=writer */ SELECT 1"));
                return;
            }
            catch (MySqlException exception) when (
                exception.ErrorCode == MySqlErrorCode.AccessDenied && TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(30))
            {
            }
        }
    }
}
