using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Tests.Pools;

namespace RoutingData.Tests.Drivers;

/// <summary>The application makes the driver's data sources, and each of its mistakes is told as a connection that failed.</summary>
public sealed class DriverDataSourceTests
{
    private static readonly DriverDataSourceContext Monitored = new(new ServerAddress("db001", 3306), "Server=db001", isMonitor: true);

    [Fact]
    public void The_monitors_connections_come_from_one_data_source()
    {
        var (made, driver) = Watched(_ => false);
        var connections = new MonitorConnections(driver, Monitored);
        Assert.Empty(made);
        Assert.NotSame(connections.Create(), connections.Create());
        Assert.Equal([Monitored], made);
        connections.End();
        Assert.Throws<ObjectDisposedException>(connections.Create);
    }

    [Fact]
    public void One_that_could_not_be_made_is_asked_for_again()
    {
        var isFirst = true;
        var (made, driver) = Watched(_ => isFirst);
        var connections = new MonitorConnections(driver, Monitored);
        Assert.Throws<NotSupportedException>(connections.Create);
        isFirst = false;
        connections.Create();
        Assert.Equal(2, made.Count);
    }

    [Fact]
    public void None_is_an_error_that_names_the_server()
    {
        var driver = new WatchedFactory().Driver.With(_ => null!);
        Assert.Contains("db001:3306", Assert.Throws<InvalidOperationException>(() => driver.CreateDataSource(Monitored)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_options_given_to_a_builder_stay_as_they_are()
    {
        List<DriverDataSourceContext> made = [];
        var factory = new WatchedFactory();
        var options = new RoutingOptions { ConnectionString = "Server=db001,db002;User ID=app" }.UseDriver(factory.Driver);
        using var source = new RoutingDbDataSourceBuilder(options).UseDriverDataSource(context =>
        {
            made.Add(context);
            return factory.CreateDataSource(context.ConnectionString);
        }).Build();
        Assert.Empty(made);
        Assert.True(source.Driver.HasOwnDataSources);
        Assert.False(options.GetParts().FindDriver().HasOwnDataSources);
    }

    [Fact]
    public async Task A_pool_whose_data_source_could_not_be_made_tells_why_and_asks_again()
    {
        var isFirst = true;
        var (made, driver) = Watched(_ => isFirst);
        var pool = new ServerPool(
            new ServerAddress("db001", 3306), driver, "db001", new PoolLimits(1, 1, TimeSpan.FromSeconds(1)), TimeProvider.System,
            new InFlightClock(TimeProvider.System));
        Assert.Empty(made);
        Assert.True(pool.TryAcquirePermit());
        await Assert.ThrowsAsync<NotSupportedException>(() => OpenAsync());

        // Its permit has been given back.
        isFirst = false;
        Assert.True(pool.TryAcquirePermit());
        await OpenAsync();
        Assert.Equal((2, false), (made.Count, made[1].IsMonitor));

        async Task OpenAsync() => await pool.OpenAsync(async: true, 10, TimeSpan.FromSeconds(1), CancellationToken.None);
    }

    private static (List<DriverDataSourceContext> Made, MySqlDriver Driver) Watched(Func<DriverDataSourceContext, bool> fails)
    {
        List<DriverDataSourceContext> made = [];
        var factory = new WatchedFactory();
        return (made, factory.Driver.With(Make));

        DbDataSource Make(DriverDataSourceContext context)
        {
            made.Add(context);
            return fails(context) ? throw new NotSupportedException() : factory.CreateDataSource(context.ConnectionString);
        }
    }
}
