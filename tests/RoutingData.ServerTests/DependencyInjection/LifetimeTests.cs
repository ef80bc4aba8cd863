using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RoutingData.Monitor;
using RoutingData.ServerTests.Diagnostics;
using RoutingData.ServerTests.LocalClusters;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.DependencyInjection;

/// <summary>How long what AddRoutingMySql registers lives, and what is left of it.</summary>
public sealed class LifetimeTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "R10")]
    public async Task Nothing_keeps_a_data_source_alive_once_its_container_is_disposed_of(bool async)
    {
        var references = await UseAndDisposeAsync(async);

        // A timer, a thread, an event or a static that still knew of them would keep them.
        await Wait.UntilAsync(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return references.All(reference => !reference.IsAlive);
            },
            "data source and monitor are garbage");
        await cluster.Servers.WaitForConnectionsAsync(0, "app", "monitor");
    }

    [Fact]
    public async Task Scoped_connections_are_one_a_scope_and_end_with_it()
    {
        var services = new ServiceCollection().AddRoutingMySql(cluster.Servers.ConnectionString, ServiceLifetime.Scoped).Services;
        services.AddKeyedRoutingMySql("other", cluster.Servers.ConnectionString, ServiceLifetime.Scoped);
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        DbConnection connection;
        await using (var scope = provider.CreateAsyncScope())
        {
            connection = scope.ServiceProvider.GetRequiredService<DbConnection>();
            Assert.Same(connection, scope.ServiceProvider.GetRequiredService<RoutingDbConnection>());
            Assert.NotSame(connection, scope.ServiceProvider.GetRequiredKeyedService<RoutingDbConnection>("other"));
            Assert.Same(
                scope.ServiceProvider.GetRequiredKeyedService<DbConnection>("other"),
                scope.ServiceProvider.GetRequiredKeyedService<RoutingDbConnection>("other"));
            await connection.OpenAsync(Token);
        }

        Assert.False(connection.IsOpen());
    }

    [Fact]
    public async Task What_the_application_has_registered_itself_stands_and_a_second_call_adds_nothing()
    {
        await using var own = new RoutingDbDataSource(cluster.Options());
        var services = new ServiceCollection().AddSingleton(own);
        services.AddRoutingMySql(cluster.Servers.ConnectionString).Services.AddRoutingMySql(cluster.Servers.ConnectionString);
        await using var provider = services.BuildServiceProvider();

        Assert.Same(own, provider.GetRequiredService<DbDataSource>());
        Assert.Same(own.Monitor, provider.GetRequiredService<ITopologyMonitor>());
        Assert.Single(provider.GetServices<IHostedService>());
    }

    [Fact]
    public async Task It_logs_to_the_containers_logger_factory()
    {
        var log = new CapturedLog();
        var services = new ServiceCollection().AddRoutingMySql(cluster.Servers.ConnectionString).Services;
        services.AddSingleton<ILoggerFactory>(log);
        await using var provider = services.BuildServiceProvider();

        await using var connection = await provider.GetRequiredService<RoutingDbDataSource>().OpenConnectionAsync(Token);

        await Wait.UntilAsync(
            () => log.Lines.Any(line => line.Message.Contains("writer", StringComparison.OrdinalIgnoreCase)), "the writer is told in the log");
    }

    // Not inlined: a local of the test would keep them alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference[]> UseAndDisposeAsync(bool async)
    {
        var provider = new ServiceCollection().AddRoutingMySql(cluster.Servers.ConnectionString).Services.BuildServiceProvider();
        var source = provider.GetRequiredService<RoutingDbDataSource>();
        var monitor = provider.GetRequiredService<ITopologyMonitor>();
        await using (var connection = provider.GetRequiredService<RoutingDbConnection>())
        {
            await connection.OpenAsync(async);
            await connection.ScalarAsync(async, "SELECT 1");
            await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)");
        }

        if (async) await provider.DisposeAsync();
        else provider.Dispose();
        return [new WeakReference(source), new WeakReference(monitor)];
    }
}
