using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.ServerTests.RoutedClusters;

/// <summary>
/// Three real servers with the tables the tests write to, and the routers in front of them. As a class fixture it is shared by the
/// tests of one class, which run one after another; a test that breaks servers starts its own.
/// </summary>
public sealed class RoutedCluster : IAsyncLifetime
{
    private readonly List<RoutingDbDataSource> _sources = [];
    private LocalCluster? _servers;
    private RoutingDbDataSource? _source;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public LocalCluster Servers => _servers ?? throw new InvalidOperationException("The servers have not been started.");

    /// <summary>What reached the servers; it records from the moment <see cref="StatementLog.StartAsync"/> is called.</summary>
    internal StatementLog Log => new(Servers);

    /// <summary>A router that sends reads to replicas only, whatever was written before, so that every statement's place shows what it was taken
    /// for.</summary>
    public RoutingDbDataSource Source => _source ??= NewSource(options => options.Consistency.Level = ConsistencyLevel.Eventual);

    /// <summary>Servers of its own, for a test that breaks them.</summary>
    public static async Task<RoutedCluster> StartAsync(LocalClusterOptions? options = null)
    {
        var cluster = new RoutedCluster();
        await cluster.InitializeAsync(options);
        return cluster;
    }

    ValueTask IAsyncLifetime.InitializeAsync() => InitializeAsync(options: null);

    /// <summary>The options of a router for these servers: the monitor has its own user, and the writer serves no reads.</summary>
    public RoutingOptions Options() => new()
    {
        ConnectionString = Servers.ConnectionString + ";Allow User Variables=true",
        Monitor = new MonitorOptions
        {
            Username = "monitor", Password = "monitor", WriterIsAlsoReader = false,
        },
    };

    /// <summary>A router; disposed with the cluster if not before.</summary>
    public RoutingDbDataSource NewSource(Action<RoutingOptions>? configure = null)
    {
        var options = Options();
        configure?.Invoke(options);
        var source = new RoutingDbDataSource(options);
        _sources.Add(source);
        return source;
    }

    /// <summary>The server that a statement asked for its <c>@@server_id</c>.</summary>
    public string NameOf(object? serverId) =>
        Servers.Servers.Single(server => server.ServerId == Convert.ToInt32(serverId, null)).Name;

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources) await source.DisposeAsync();
        if (_servers is not null) await _servers.DisposeAsync();
    }

    private async ValueTask InitializeAsync(LocalClusterOptions? options)
    {
        _servers = await LocalCluster.StartAsync(options ?? new LocalClusterOptions { ServerArguments = ["--binlog-format=ROW"] }, Token);
        foreach (var statement in Tables.StatementsOn(Servers.Flavor)) await Servers.ExecuteAsync("db001", statement, Token);
        await Servers.WaitForReplicationAsync(Token);
    }
}
