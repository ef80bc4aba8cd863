using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.DependencyInjection;

/// <summary>AddRoutingMySql in all its forms, against real servers.</summary>
public sealed class AddRoutingMySqlTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a connection string")]
    [InlineData("a section")]
    [InlineData("code")]
    [InlineData("code with services")]
    public async Task Each_form_gives_a_data_source_and_connections_that_work(string form)
    {
        var services = new ServiceCollection();
        services.AddSingleton(new Where(cluster.Servers.ConnectionString));
        _ = form switch
        {
            "a connection string" => services.AddRoutingMySql(cluster.Servers.ConnectionString),
            "a section" => services.AddRoutingMySql(Section(("RoutingData:ConnectionString", cluster.Servers.ConnectionString))),
            "code" => services.AddRoutingMySql(options => options.ConnectionString = cluster.Servers.ConnectionString),
            _ => services.AddRoutingMySql(
                (provider, options) => options.ConnectionString = provider.GetRequiredService<Where>().ConnectionString),
        };
        await using (var provider = services.BuildServiceProvider(validateScopes: true))
        {
            await using var scope = provider.CreateAsyncScope();
            var connection = scope.ServiceProvider.GetRequiredService<DbConnection>();
            await connection.OpenAsync(Token);
            Assert.NotNull(await connection.ScalarAsync(async: true, "SELECT 1"));
            Assert.IsType<RoutingDbConnection>(connection);
            Assert.NotSame(connection, scope.ServiceProvider.GetRequiredService<RoutingDbConnection>());
            Assert.Same(provider.GetRequiredService<RoutingDbDataSource>(), provider.GetRequiredService<DbDataSource>());
            Assert.Same(provider.GetRequiredService<RoutingDbDataSource>().Monitor, provider.GetRequiredService<ITopologyMonitor>());
        }

        await cluster.Servers.WaitForConnectionsAsync(0, "app", "monitor");
    }

    [Fact]
    public async Task Keyed_fleets_are_separate_and_nothing_is_registered_without_the_key()
    {
        var services = new ServiceCollection();
        services.AddKeyedRoutingMySql("first", cluster.Servers.ConnectionString);
        services.AddKeyedRoutingMySql("second", Section(("RoutingData:ConnectionString", cluster.Servers.ConnectionString)));
        await using (var provider = services.BuildServiceProvider())
        {
            var first = provider.GetRequiredKeyedService<RoutingDbDataSource>("first");
            Assert.NotSame(first, provider.GetRequiredKeyedService<RoutingDbDataSource>("second"));
            Assert.Same(first, provider.GetRequiredKeyedService<DbDataSource>("first"));
            Assert.Null(provider.GetService<DbDataSource>());
            Assert.Null(provider.GetService<RoutingDbDataSource>());
            foreach (var key in new[] { "first", "second" })
            {
                await using var connection = provider.GetRequiredKeyedService<DbConnection>(key);
                await connection.OpenAsync(Token);
                Assert.NotNull(await connection.ScalarAsync(async: true, "SELECT 1"));
            }
        }

        await cluster.Servers.WaitForConnectionsAsync(0, "app", "monitor");
    }

    [Fact]
    public async Task The_host_starts_the_monitor_and_leaves_no_connection_when_it_has_stopped()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddRoutingMySql(options =>
        {
            options.ConnectionString = cluster.Servers.ConnectionString;
            options.Monitor = cluster.Options().Monitor;
        });
        using (var host = builder.Build())
        {
            await host.StartAsync(Token);
            var monitor = host.Services.GetRequiredService<ITopologyMonitor>();
            Assert.NotNull(await monitor.WaitForAsync(topology => topology.WriterOf(10) is not null, TimeSpan.FromSeconds(10), Token));
            await cluster.Servers.WaitForConnectionsAsync(3, "monitor");
            Assert.Equal(0, await cluster.Servers.ConnectionsOfAsync("app"));
            await using (var connection = host.Services.GetRequiredService<RoutingDbConnection>())
            {
                await connection.OpenAsync(Token);
                Assert.NotNull(await connection.ScalarAsync(async: true, "SELECT 1"));
            }

            await host.StopAsync(Token);
        }

        await cluster.Servers.WaitForConnectionsAsync(0, "app", "monitor");
    }

    [Fact]
    public async Task Every_fault_of_the_options_is_told_when_the_host_starts()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddRoutingMySql(Section(
            ("RoutingData:ConnectionString", "Server=a;User ID=app;No Such Keyword=1"),
            ("RoutingData:Failover:WriterWaitTimeoutMs", "-1"),
            ("RoutingData:TransactionPersistent", "false")));
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        foreach (var fault in new[] { "No Such Keyword", nameof(FailoverOptions.WriterWaitTimeoutMs), nameof(RoutingOptions.TransactionPersistent) })
            Assert.Contains(error.Failures, failure => failure.Contains(fault, StringComparison.OrdinalIgnoreCase));
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build()
            .GetSection("RoutingData");

    private sealed record Where(string ConnectionString);
}
