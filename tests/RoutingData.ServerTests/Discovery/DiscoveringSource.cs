using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.ServerTests.Diagnostics;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.ServerTests.Discovery;

/// <summary>A router that knows one server of a cluster, and finds the others.</summary>
internal sealed class DiscoveringSource : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private DiscoveringSource(LocalCluster servers, Action<RoutingOptions> configure)
    {
        Servers = servers;
        var connection = new DbConnectionStringBuilder { ConnectionString = servers.ConnectionString };
        connection.Remove("Server");
        var first = servers["db001"];
        var options = new RoutingOptions
        {
            ConnectionString = connection.ConnectionString,
            Servers = [new ServerOptions { Hostname = first.Host, Port = first.Port }],
            Monitor = new MonitorOptions { Username = "monitor", Password = "monitor", WriterIsAlsoReader = false },
            Consistency = new ConsistencyOptions { Level = ConsistencyLevel.Eventual },
            Discovery = new DiscoveryOptions { AllowedHosts = ["127.0.0.0/8"], IntervalMs = 1000, DropAfterMs = 1000 },
        };
        configure(options);
        Source = new RoutingDbDataSourceBuilder(options).UseLoggerFactory(Log).Build();
    }

    public LocalCluster Servers { get; }

    public RoutingDbDataSource Source { get; }

    public CapturedLog Log { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<DiscoveringSource> StartAsync(LocalCluster servers, Action<RoutingOptions> configure)
    {
        var source = new DiscoveringSource(servers, configure);
        await using var connection = await Task.Run(() => source.Source.OpenConnectionAsync(Token).AsTask(), Token);
        return source;
    }

    /// <summary>Waits until these servers, and no others, serve a hostgroup.</summary>
    public async Task WaitForMembersAsync(int hostgroup, params string[] names)
    {
        var wanted = names.Select(name => Servers[name].Address).ToHashSet();
        var found = await Source.Monitor.WaitForAsync(topology => wanted.SetEquals(topology.MembersOf(hostgroup).Select(member => member.Address)), Limit, Token);
        Assert.True(found is not null, $"{string.Join(", ", Source.Monitor.Current.Servers)}{Environment.NewLine}{string.Join(Environment.NewLine, Log.Lines)}");
    }

    /// <summary>Waits for a remark of discovery.</summary>
    public Task WaitForRemarkAsync(string text) => Failover.FailoverSteps.UntilAsync(
        () => Task.FromResult(Log.Lines.Any(line => line.Id == 60 && line.Message.Contains(text, StringComparison.Ordinal))),
        $"the log says '{text}', beside {string.Join(Environment.NewLine, Log.Lines)}");

    /// <summary>The first value that a new session's statement brings.</summary>
    public async Task<string> AskAsync(string sql)
    {
        await using var connection = await Task.Run(() => Source.OpenConnectionAsync(Token).AsTask(), Token);
        return await connection.TextAsync(async: true, sql);
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
