using RoutingData.Monitor.Probing;
using RoutingData.Monitor.Threads;

namespace RoutingData.Monitor;

/// <summary>Makes the watch over a server, with its probe.</summary>
internal sealed class ServerWatchFactory(
    MySqlDriver driver, LockNames locks, FetchClock fetches, Func<MonitorOptions> options, MonitorExecution execution)
{
    public ServerWatch Create(ServerAddress server, string connectionString) => new(
        server, connectionString, new ServerProbe(driver, connectionString, server, locks, fetches, options, execution),
        () => TimeSpan.FromMilliseconds(options().FailoverIntervalMs), execution);
}
