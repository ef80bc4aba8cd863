using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Failover;

/// <summary>Handlers of topology events, and logging providers, that take their time or use the router, beside a role change.</summary>
[Trait("Fault", "B3")]
public sealed class OthersCodeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Writes_go_on_though_a_handler_and_a_logging_provider_do_not_come_back(bool async)
    {
        await using var cluster = await RoutedCluster.StartAsync();
        using var log = new StuckLog();
        await using var source = new RoutingDbDataSourceBuilder(cluster.Options()).UseLoggerFactory(log).Build();
        using var released = new ManualResetEventSlim();
        source.Monitor.Changed += (_, _) => released.Wait();
        try
        {
            await WriteAsync(1);
            await cluster.Servers.SwitchoverAsync("db002", Token);
            await WriteAsync(2);
            await cluster.Servers.KillAsync("db002", Token);
            await cluster.Servers.PromoteAsync("db003", Token);
            await WriteAsync(3);
            Assert.Equal("1,2,3", await cluster.Servers.ScalarAsync("db003", "SELECT GROUP_CONCAT(v ORDER BY v) FROM testdb.numbered", Token));
        }
        finally
        {
            released.Set();
        }

        // On a connection of its own: one that was held to a server that died would not know what became of its write.
        async Task WriteAsync(int number)
        {
            await using var connection = source.CreateConnection();
            await connection.OpenAsync(async);
            await connection.ExecuteAsync(async, $"INSERT INTO numbered (v) VALUES ({number})");
        }
    }

    [Fact]
    public async Task A_handler_may_write_a_row_through_the_router_on_its_own_thread()
    {
        await using var cluster = await RoutedCluster.StartAsync();
        var written = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var source = cluster.Source;
        source.Monitor.Changed += (_, raised) =>
        {
            if (raised.Change.Kind != TopologyEventKind.WriterDemoted) return;
            try
            {
                using var audit = source.OpenConnection();
                using var command = audit.Command("INSERT INTO numbered (v) VALUES (100)");
                written.SetResult(command.ExecuteNonQuery());
            }
            catch (Exception exception)
            {
                written.SetException(exception);
            }
        };
        await using var connection = await cluster.OpenAsync(async: true);
        await connection.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (1)");

        await cluster.Servers.SwitchoverAsync("db002", Token);
        await connection.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (2)");

        Assert.Equal(1, await written.Task.WaitAsync(Token));
        Assert.Equal("1,2,100", await cluster.Servers.ScalarAsync("db002", "SELECT GROUP_CONCAT(v ORDER BY v) FROM testdb.numbered", Token));
    }

    /// <summary>Blocks whoever logs a change of the topology, as a full console or a dead log server does.</summary>
    private sealed class StuckLog : ILoggerFactory, ILogger
    {
        private readonly ManualResetEventSlim _released = new();

        // The session's own thread logs too, and has only itself to wait for.
        public ILogger CreateLogger(string categoryName) => categoryName == "RoutingData.Monitor" ? this : NullLogger.Instance;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _released.Wait();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose() => _released.Set();
    }
}
