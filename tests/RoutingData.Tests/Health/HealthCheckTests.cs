using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RoutingData.Monitor;

namespace RoutingData.Tests.Health;

/// <summary>The check as an application registers it. No server is there: it asks none.</summary>
public sealed class HealthCheckTests
{
    [Fact]
    public async Task Each_data_source_has_its_check_by_name_key_and_tags()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddRoutingMySql("Server=db001,db002;User ID=app");
        services.AddKeyedRoutingMySql("archive", "Server=db011;User ID=app");
        services.AddHealthChecks().AddRoutingMySql().AddRoutingMySql(serviceKey: "archive", failureStatus: HealthStatus.Degraded, tags: ["slow"]);
        await using var provider = services.BuildServiceProvider();

        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["routingdata", "routingdata-archive"], report.Entries.Keys.Order());
        Assert.Equal((HealthStatus.Unhealthy, HealthStatus.Degraded), (report.Entries["routingdata"].Status, report.Entries["routingdata-archive"].Status));
        Assert.Equal(["db", "ready"], report.Entries["routingdata"].Tags.Order());
        Assert.Equal(["slow"], report.Entries["routingdata-archive"].Tags);
        Assert.Contains("db001:3306", report.Entries["routingdata"].Data.Keys);
        Assert.StartsWith("No server has answered yet.", report.Entries["routingdata"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_opens_no_connection_and_says_when_the_data_source_is_gone()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddRoutingMySql("Server=db001,db002;User ID=app");
        services.AddHealthChecks().AddRoutingMySql();
        await using var provider = services.BuildServiceProvider();
        var checks = provider.GetRequiredService<HealthCheckService>();
        var source = provider.GetRequiredService<RoutingDbDataSource>();

        await checks.CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.All(source.Statistics.Servers, server => Assert.Equal((0, 0L, 0L), (server.Pool.InUse, server.Pool.Rented, server.Pool.Failures)));
        // Not even the monitor's: the check has not begun to watch.
        Assert.All(source.Monitor.Current.Servers, server => Assert.Equal((ServerHealth.Unknown, 0), (server.Health, server.Failures)));

        await source.DisposeAsync();
        var report = await checks.CheckHealthAsync(TestContext.Current.CancellationToken);
        Assert.Equal("The data source has been disposed of.", report.Entries["routingdata"].Description);
    }
}
