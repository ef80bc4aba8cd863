using RoutingData.Monitor;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Evidence;

/// <summary>A password is rotated: a server that answers is not down, and is not asked again and again with a password that it refuses.</summary>
public sealed class MonitorRefusedTests : IAsyncLifetime
{
    // Of one server, in the five seconds and more that the load takes.
    private const int MostFailedLogins = 15;

    private RoutedCluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cluster = await RoutedCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Fault", "R5")]
    public async Task Rotated_password_of_the_monitor_is_no_trouble_to_anybody_else(bool andKilled)
    {
        var source = _cluster.NewSource(options => options.Monitor.ConnectIntervalMs = 500);
        await using var load = NewLoad(source);
        await load.RunAsync(20);
        await RotateAsync("monitor");
        if (andKilled) await KillAsync("monitor");
        var before = await FailedLoginsAsync();

        await load.RunAsync(250);

        AssertFew(before, await FailedLoginsAsync());
        load.AssertNoErrors();
        Assert.All(source.Monitor.Current.Servers, server => Assert.Equal(ServerHealth.Online, server.Health));
        Assert.Equal(ServerRole.Writer, source.Monitor.Current.RoleOf(_cluster.Servers.Writer.Address, 10));
    }

    [Fact]
    [Trait("Fault", "R5")]
    public async Task Failover_is_followed_on_the_connections_that_the_monitor_still_has()
    {
        var source = _cluster.NewSource(options => options.Monitor.ConnectIntervalMs = 500);
        await using var load = NewLoad(source);
        await load.RunAsync(20);
        await RotateAsync("monitor");
        await load.RunAsync(100);

        await _cluster.Servers.SwitchoverAsync("db002", Token);

        await source.WaitForAsync(topology => topology.RoleOf(_cluster.Servers["db002"].Address, 10) == ServerRole.Writer);
        await load.RunAsync(20);
        load.AssertNoErrors();
    }

    [Fact]
    [Trait("Fault", "R6")]
    public async Task Monitor_that_shares_the_applications_account_does_not_get_it_locked()
    {
        Assert.SkipUnless(_cluster.Servers.Flavor == ServerFlavor.MySql, "MariaDB has no FAILED_LOGIN_ATTEMPTS.");
        var source = _cluster.NewSource(options =>
        {
            (options.Monitor.Username, options.Monitor.Password) = (null, null);
            options.Monitor.ConnectIntervalMs = 500;
        });
        await using var load = new SteadyLoad().WithKeptOpen(source, "SELECT 1").WithKeptOpen(source, "INSERT INTO numbered (v) VALUES (1)");
        await load.RunAsync(20);
        await _cluster.Servers.ExecuteAsync(
            "db001", "ALTER USER 'app'@'%' IDENTIFIED BY 'rotated' FAILED_LOGIN_ATTEMPTS 5 PASSWORD_LOCK_TIME 1", Token);
        await _cluster.Servers.WaitForReplicationAsync(Token);

        await load.RunAsync(250);

        load.AssertNoErrors();
        foreach (var server in _cluster.Servers.Servers)
        {
            await using var rotated = MySqlDriver.Find().Factory.CreateConnection()!;
            rotated.ConnectionString = $"{server.ConnectionString};Password=rotated;Pooling=false";
            await rotated.OpenAsync(Token);
        }
    }

    private static SteadyLoad NewLoad(RoutingDbDataSource source) => new SteadyLoad()
        .WithKeptOpen(source, "SELECT 1").WithOpenedEachTime(source, "SELECT 2")
        .WithKeptOpen(source, "INSERT INTO numbered (v) VALUES (1)").WithOpenedEachTime(source, "INSERT INTO numbered (v) VALUES (2)");

    private async Task RotateAsync(string user)
    {
        await _cluster.Servers.ExecuteAsync("db001", $"ALTER USER '{user}'@'%' IDENTIFIED BY 'rotated'", Token);
        await _cluster.Servers.WaitForReplicationAsync(Token);
    }

    private async Task KillAsync(string user)
    {
        foreach (var server in _cluster.Servers.Servers) await _cluster.Servers.KillConnectionsAsync(server.Name, user, Token);
    }

    private Task<long[]> FailedLoginsAsync() =>
        Task.WhenAll(_cluster.Servers.Servers.Select(server => _cluster.Servers.StatusAsync(server.Name, "Aborted_connects")));

    private void AssertFew(long[] before, long[] after)
    {
        var failed = after.Zip(before, (now, then) => now - then).ToList();
        var text = string.Join(", ", _cluster.Servers.Servers.Zip(failed, (server, count) => $"{server.Name}: {count}"));
        Assert.True(failed.TrueForAll(count => count <= MostFailedLogins), $"Failed logins meanwhile: {text}.");
    }
}
