using Microsoft.Extensions.Logging.Abstractions;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;

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

    public Watched(int servers = 3, Func<PromotionNotice, CancellationToken, Task>? fence = null)
    {
        Servers = [.. Enumerable.Range(1, servers)
            .Select(i => new FakeServer($"db00{i}") { ReadOnly = i > 1, Source = i > 1 ? "db001" : null })];
        var definition = new TopologyDefinition
        {
            Servers = [.. Servers.Select(server => new ServerDefinition(20, Address(server)))],
            ReplicationHostgroups = [new ReplicationHostgroup(10, 20)],
            PromotionFence = fence,
        };
        Driver = new FakeDriver(Servers).Driver;
        Monitor = new TopologyMonitor(
            definition, server => server.Address.Hostname, Driver, Options, Time,
            NullLogger.Instance, new Random(1));
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

    public async ValueTask DisposeAsync()
    {
        await Monitor.DisposeAsync();
        foreach (var server in Servers) server.Dispose();
    }
}
