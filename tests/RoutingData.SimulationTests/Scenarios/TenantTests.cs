using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using RoutingData.Monitor;
using RoutingData.Testing;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>What comes and goes leaves nothing behind: connection strings, servers, sessions.</summary>
public sealed class TenantTests
{
    private const int Tenants = 200;

    [Fact]
    [Trait("Fault", "A9")]
    public async Task Monitors_of_connection_strings_that_nobody_uses_end()
    {
        var sources = new List<WeakReference>();
        await RunAsync(async scenario =>
        {
            var registry = Registry(scenario);
            for (var tenant = 0; tenant < Tenants; tenant++) sources.Add(await UseAsync(registry, tenant));
            Assert.Equal(Tenants, registry.Count);
            Assert.InRange(MonitorConnections(scenario), Tenants, int.MaxValue);

            await scenario.WaitAsync(TimeSpan.FromMinutes(7));

            Assert.Equal(0, registry.Count);
            Assert.Equal(0, MonitorConnections(scenario));
            Assert.All(scenario.Cluster.Servers, server => Assert.Equal(0, server.Connections));
            // Timers that were set long ago hold what they would have called until their time.
            await scenario.WaitAsync(TimeSpan.FromMinutes(30));
        }, Many);

        await AssertAreCollectedAsync(sources);
    }

    [Fact]
    [Trait("Fault", "A9")]
    public Task One_that_is_used_now_and_then_or_held_open_stays() => RunAsync(async scenario =>
    {
        var registry = Registry(scenario);
        await using var held = new RoutingDbConnection(Text(1), registry);
        await held.OpenAsync();
        for (var minute = 0; minute < 60; minute += 4)
        {
            await UseAsync(registry, tenant: 2);
            await scenario.WaitAsync(TimeSpan.FromMinutes(4));
        }

        Assert.Equal(2, registry.Count);
        Assert.Equal(1, await ExecuteAsync(held, "INSERT INTO notes (n) VALUES (1)"));
        await held.CloseAsync();
        await scenario.WaitAsync(TimeSpan.FromMinutes(7));
        Assert.Equal(0, registry.Count);

        // The very same connection object, and a new one.
        await held.OpenAsync();
        await UseAsync(registry, tenant: 2);
        Assert.Equal(2, registry.Count);
    });

    // On two threads and the system's clock: what one opens, the other would end.
    [Fact(Timeout = 120_000)]
    [Trait("Fault", "A9")]
    public async Task Whoever_opens_at_the_moment_of_the_end_has_a_connection_that_works()
    {
        var cluster = new SimulatedCluster(TimeProvider.System);
        var made = new List<RoutingDbDataSource>();
        var registry = new DataSourceRegistry(
            (text, _) =>
            {
                var source = new RoutingDbDataSource(new RoutingOptions { ConnectionString = text }.UseDriver(cluster.Factory));
                made.Add(source);
                return source;
            },
            TimeProvider.System);
        using var over = new CancellationTokenSource();
        var ending = Task.Factory.StartNew(
            () =>
            {
                while (!over.IsCancellationRequested) registry.Clear();
            },
            TaskCreationOptions.LongRunning);
        while (made.Count < 50)
        {
            await using var connection = new RoutingDbConnection(cluster.ConnectionString, registry);
            await connection.OpenAsync();
            Assert.Equal(1L, await ScalarAsync(connection, "SELECT 1"));
        }

        await over.CancelAsync();
        await ending;
        registry.Clear();
        Assert.All(made, source => Assert.True(source.IsDisposed));
    }

    [Fact]
    [Trait("Fault", "A9")]
    public Task Many_connection_strings_are_warned_of_once_and_without_themselves() => RunAsync(async scenario =>
    {
        var registry = Registry(scenario);
        var log = new List<string>();
        registry.LoggerFactory = new Lines(log);
        for (var tenant = 0; tenant < DataSourceRegistry.Many; tenant++) await UseAsync(registry, tenant);
        Assert.DoesNotContain(log, line => line.Contains("connection strings", StringComparison.Ordinal));
        for (var tenant = 0; tenant < Tenants; tenant++) registry.Get(Text(tenant));

        var warning = Assert.Single(log, line => line.Contains("connection strings", StringComparison.Ordinal));
        Assert.Contains("20", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("tenant", warning, StringComparison.Ordinal);
        registry.Clear();
    }, Many);

    [Fact]
    public void A_string_that_is_wrong_is_told_to_each_with_an_error_of_its_own()
    {
        var registry = new DataSourceRegistry(DataSourceRegistry.Create, TimeProvider.System);
        var one = Assert.ThrowsAny<Exception>(() => registry.Get("nonsense"));
        Assert.NotSame(one, Assert.ThrowsAny<Exception>(() => registry.Get("nonsense")));
        Assert.Equal(0, registry.Count);
    }

    /// <summary>200 tenants and a data source whose servers change 50 times, within an hour.</summary>
    [Fact]
    [Trait("Fault", "A9")]
    [Trait("Fault", "C9")]
    public async Task After_an_hour_of_tenants_and_reloads_there_is_what_the_servers_need()
    {
        var threads = Process.GetCurrentProcess().Threads.Count;
        var sources = new List<WeakReference>();
        await RunAsync(async scenario =>
        {
            var registry = Registry(scenario);
            await using var source = new RoutingDbDataSourceBuilder(Options(scenario, [1, 2, 3])).UseTimeProvider(scenario.Clock).Build();
            for (var reload = 0; reload < 50; reload++)
            {
                for (var i = 0; i < Tenants / 50; i++) sources.Add(await UseAsync(registry, tenant: (reload * Tenants / 50) + i));
                await UseAsync(source);
                source.Reload(Options(scenario, [1, 2 + (reload % 5), 2 + ((reload + 1) % 5)]));
                await UseAsync(source);
                await scenario.WaitAsync(TimeSpan.FromMinutes(1));
            }

            await scenario.WaitAsync(TimeSpan.FromMinutes(10));

            Assert.Equal(0, registry.Count);
            // The monitor's and what is idle in the pools, of the three servers that are left.
            Assert.Equal(3, MonitorConnections(scenario));
            Assert.InRange(scenario.Cluster.Servers.Sum(server => server.Connections), 3, 3 + (3 * 2));
            await scenario.WaitAsync(TimeSpan.FromMinutes(30));
        }, Many);

        await AssertAreCollectedAsync(sources);
        // Other tests run beside it, and the pool has its own.
        Assert.InRange(Process.GetCurrentProcess().Threads.Count, 1, threads + 50);
    }

    // The tenants have three of them; which ones the others are for changes.
    private static SimulatedClusterOptions Many => new() { Replicas = 5, MaxConnections = 10_000 };

    private static DataSourceRegistry Registry(Scenario scenario) => new(
        (text, loggers) => new RoutingDbDataSourceBuilder(
            new RoutingOptions { ConnectionString = text, Monitor = new MonitorOptions { Username = "monitor", ReadOnlyIntervalMs = 30_000 } }
                .UseDriver(scenario.Cluster.Factory)).UseLoggerFactory(loggers).UseTimeProvider(scenario.Clock).Build(),
        scenario.Clock);

    private static RoutingOptions Options(Scenario scenario, int[] servers) => new RoutingOptions
    {
        ConnectionString =
            $"Server={string.Join(',', servers.Select(server => $"db00{server}"))};User ID=app;Database=testdb;Maximum Pool Size=2",
        Monitor = new MonitorOptions { Username = "monitor" },
    }.UseDriver(scenario.Cluster.Factory);

    private static string Text(int tenant) => $"Server=db001,db002,db003;User ID=app;Database=testdb;Application Name=tenant{tenant}";

    private static int MonitorConnections(Scenario scenario) => scenario.Cluster.OpenConnections - scenario.Cluster.RentedConnections;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAsync(DataSourceRegistry registry, int tenant)
    {
        await using var connection = new RoutingDbConnection(Text(tenant), registry);
        await connection.OpenAsync();
        await UseAsync(connection);
        return new WeakReference(connection.KnownSource);
    }

    private static async Task UseAsync(RoutingDbDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await UseAsync(connection);
    }

    private static async Task UseAsync(RoutingDbConnection connection)
    {
        Assert.Equal(1, await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)"));
        for (var i = 0; i < 3; i++) Assert.NotNull(await ScalarAsync(connection, "SELECT COUNT(*) FROM notes"));
    }

    private static async Task AssertAreCollectedAsync(List<WeakReference> sources)
    {
        // What a thread ran last may stay in its hands until it runs something else.
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => { })));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.InRange(sources.Count(source => source.IsAlive), 0, 3);
    }

    private sealed class Lines(List<string> lines) : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines) lines.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
