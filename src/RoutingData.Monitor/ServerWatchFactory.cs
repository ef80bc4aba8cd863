using RoutingData.Monitor.Probing;
using RoutingData.Monitor.Threads;

namespace RoutingData.Monitor;

/// <summary>Makes the watch over a server, with its probe.</summary>
internal sealed class ServerWatchFactory(
    MySqlDriver driver, LockNames locks, FetchClock fetches, Func<MonitorOptions> options, MonitorExecution execution)
{
    public ServerWatch Create(ServerAddress server, string connectionString) => new(
        server, connectionString, CreateProbe(server, connectionString), () => TimeSpan.FromMilliseconds(options().FailoverIntervalMs), execution);

    /// <summary>Makes a probe without a watch: of a server that is not in force.</summary>
    public ServerProbe CreateProbe(ServerAddress server, string connectionString) =>
        new(driver, connectionString, server, locks, fetches, options, execution);
}
