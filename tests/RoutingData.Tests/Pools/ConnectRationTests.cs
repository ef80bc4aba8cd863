using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Pools;

/// <summary>New physical connections are rationed, those that the driver has are not.</summary>
[Trait("Requirement", "D40")]
public sealed class ConnectRationTests
{
    private readonly TurnstileFactory _factory = new();
    private readonly ServerPool _pool;

    public ConnectRationTests()
    {
        var time = new ManualTime();
        _pool = new ServerPool(
            new ServerAddress("db001", 3306), new MySqlDriver(_factory, DriverKind.Other), "",
            new PoolLimits(MaxConnections: 10, MaxConcurrentConnects: 1, TimeSpan.FromSeconds(1)), time, new InFlightClock(time));
    }

    [Fact]
    public void New_connections_wait_for_each_other()
    {
        for (var i = 0; i < 3; i++) _ = OpenAsync();
        Assert.Equal(1, _factory.Waiting);
    }

    [Fact]
    public async Task As_many_as_the_driver_has_had_open_at_once_are_opened_at_once()
    {
        await CycleAsync(1);
        // They overlap in the driver only: never are two in use.
        await CycleAsync(2);

        for (var i = 0; i < 4; i++) _ = OpenAsync();
        Assert.Equal(3, _factory.Waiting);
    }

    private async Task CycleAsync(int count)
    {
        Task<BackendConnection>[] opening = [.. Enumerable.Range(0, count).Select(_ => OpenAsync())];
        Assert.Equal(count, _factory.Waiting);
        foreach (var open in opening)
        {
            _factory.LetIn();
            (await open).Return();
        }
    }

    private Task<BackendConnection> OpenAsync()
    {
        Assert.True(_pool.TryAcquirePermit());
        return _pool.OpenAsync(async: true, hostgroup: 10, TimeSpan.FromSeconds(1), CancellationToken.None).AsTask();
    }
}
