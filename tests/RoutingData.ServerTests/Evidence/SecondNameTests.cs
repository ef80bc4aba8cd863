using RoutingData.Monitor;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Evidence;

/// <summary>One server under two names, as a service and the pod behind it are; and one name that leads to several servers.</summary>
public sealed class SecondNameTests : IAsyncLifetime
{
    private const int Sessions = 8;

    private RoutedCluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cluster = await RoutedCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "R7")]
    public async Task Writer_that_is_named_twice_is_written_to_and_its_successor_too(bool namedFirst)
    {
        await using var service = TcpRelay.To(_cluster.Servers["db001"].Address);
        var names = _cluster.Servers.Servers.Select(server => server.Address);
        var source = SourceOf(namedFirst ? names.Prepend(service.Address) : names.Append(service.Address));
        await using var connection = await source.OpenConnectionAsync(Token);

        await connection.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (1)");
        Assert.Equal(1, await _cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.numbered"));
        Assert.NotNull(await connection.ScalarAsync(async: true, "SELECT COUNT(*) FROM numbered"));

        await _cluster.Servers.SwitchoverAsync("db002", Token);
        await connection.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (2)");
        Assert.Equal(2, await _cluster.Servers.NumberAsync("db002", "SELECT COUNT(*) FROM testdb.numbered"));
    }

    [Fact]
    [Trait("Fault", "R9")]
    public async Task Name_that_leads_to_several_readers_is_read_from_without_churn()
    {
        await using var service = TcpRelay.To(_cluster.Servers["db002"].Address, _cluster.Servers["db003"].Address);
        // The monitor connects anew ten times and more in this time, and meets now the one and now the other.
        var source = SourceOf([_cluster.Servers["db001"].Address, service.Address], connectIntervalMs: 500);
        await using var load = new SteadyLoad();
        for (var session = 0; session < Sessions; session++) load.WithOpenedEachTime(source, "SELECT COUNT(*) FROM numbered");

        await load.RunAsync(250);

        load.AssertNoErrors();
        Assert.InRange(service.Connects, Sessions, 60);
        List<string> served = [];
        for (var session = 0; session < Sessions; session++)
        {
            await using var connection = await source.OpenConnectionAsync(Token);
            served.Add(_cluster.NameOf(await connection.ScalarAsync(async: true, "SELECT @@server_id")));
        }

        Assert.All(served, name => Assert.Contains(name, new[] { "db002", "db003" }));
    }

    private RoutingDbDataSource SourceOf(IEnumerable<ServerAddress> servers, int connectIntervalMs = 120_000) => _cluster.NewSource(options =>
    {
        options.Monitor.ConnectIntervalMs = connectIntervalMs;
        var own = string.Join(',', _cluster.Servers.Servers.Select(server => server.Address));
        var others = string.Join(',', servers.Select(server => server.ToString()));
        options.ConnectionString = options.ConnectionString!.Replace(own, others, StringComparison.Ordinal);
        Assert.Contains(others, options.ConnectionString, StringComparison.Ordinal);
    });
}
