using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RoutingData.Monitor;

namespace RoutingData.Tests.Monitoring;

/// <summary>A monitor over fake servers db001 (the writer), db002... on a manual clock.</summary>
internal sealed class Watched : IAsyncDisposable
{
    public const int Limit = 60_000;

    /// <summary>What a probe may take that was asked for. Longer than any pause, as are all deadlines here, so that a timer tells which it is.</summary>
    public static readonly TimeSpan SuspectTime = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(1651);

    /// <summary>The pause of a failover.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    /// <param name="servers">How many.</param>
    /// <param name="fence">The application's word before a promotion.</param>
    /// <param name="logger">Where the monitor logs.</param>
    /// <param name="onOwnThreads">Whether time is the system's, so that the monitor runs on its own threads.</param>
    public Watched(
        int servers = 3, Func<PromotionNotice, CancellationToken, Task>? fence = null, ILogger? logger = null, bool onOwnThreads = false)
    {
        Servers = [.. Enumerable.Range(1, servers)
            .Select(i => new FakeServer($"db00{i}") { ReadOnly = i > 1, Source = i > 1 ? "db001" : null })];
        Driver = new FakeDriver(Servers).Driver;
        Monitor = new TopologyMonitor(
            Definition(Servers, fence), server => server.Address.Hostname, Driver, Options, onOwnThreads ? TimeProvider.System : Time,
            logger ?? NullLogger.Instance, new Random(1));
    }

    private static MonitorOptions Options => new()
    {
        ConnectTimeoutMs = 3000, ReadOnlyTimeoutMs = 3000, SuspectTimeoutMs = (int)SuspectTime.TotalMilliseconds,
    };

    public ManualTime Time { get; } = new();

    public FakeServer[] Servers { get; }

    public MySqlDriver Driver { get; }

    public TopologyMonitor Monitor { get; }

    public string? Writer => Monitor.Current.WriterOf(10)?.Address.Hostname;

    public static ServerAddress Address(FakeServer server) => new(server.Name, 3306);

    /// <summary>Reloads the options: other servers, another fence.</summary>
    public void Redefine(IEnumerable<FakeServer> servers, Func<PromotionNotice, CancellationToken, Task>? fence = null) =>
        Monitor.Redefine(Definition(servers, fence), server => server.Address.Hostname, Options);

    /// <summary>The writer stops taking writes and another server begins to; sessions say so at once.</summary>
    public void SwitchOver(int from, int to)
    {
        Servers[from].ReadOnly = true;
        Servers[to].ReadOnly = false;
        foreach (var server in Servers) Monitor.ReportFailure(Address(server));
    }

    /// <summary>Ends when the topology has that writer.</summary>
    public async Task WaitForWriterAsync(string name) => Assert.NotNull(await Monitor.WaitForAsync(
        topology => topology.WriterOf(10)?.Address.Hostname == name, TimeSpan.FromHours(1), TestContext.Current.CancellationToken));

    /// <summary>Every server is probed and its watch is in the steady pause.</summary>
    public async Task StartAsync()
    {
        Monitor.Start();
        await RestAsync();
    }

    /// <summary>Moves the clock over the short pauses of a failover until all watches are in the steady one, which ends with the next round.</summary>
    public async Task RestAsync()
    {
        while (true)
        {
            await PauseAsync();
            if (Time.Timers.All(left => left > Short)) return;
            Time.Advance(Short);
        }
    }

    /// <summary>Ends when all watches pause, be it shortly or not; none of them probes.</summary>
    public Task PauseAsync() =>
        Time.WhenTimersAsync(timers => timers.Count == Servers.Length && timers[^1] <= LongestPause);

    /// <summary>Ends when all watches are in the short pause.</summary>
    public Task HurryAsync() => Time.WhenTimersAsync(timers => timers.Count == Servers.Length && timers[^1] <= Short);

    private static TopologyDefinition Definition(
        IEnumerable<FakeServer> servers, Func<PromotionNotice, CancellationToken, Task>? fence) => new()
        {
            Servers = [.. servers.Select(server => new ServerDefinition(20, Address(server)))],
            ReplicationHostgroups = [new ReplicationHostgroup(10, 20)],
            PromotionFence = fence,
        };

    public async ValueTask DisposeAsync()
    {
        await Monitor.DisposeAsync();
        foreach (var server in Servers) server.Dispose();
    }
}
