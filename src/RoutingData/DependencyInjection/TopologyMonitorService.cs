using Microsoft.Extensions.Hosting;

namespace RoutingData.DependencyInjection;

/// <summary>Starts the topology monitor with the host, so that the first request finds the roles known, and stops it with the
/// host.</summary>
internal sealed class TopologyMonitorService(RoutingDbDataSource source) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        source.Runtime.Monitor.Start();
        return Task.CompletedTask;
    }

    // The data source is the container's to dispose of: statements that run while the host stops still find their servers.
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
