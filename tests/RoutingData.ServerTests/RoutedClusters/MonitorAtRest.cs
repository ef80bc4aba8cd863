using RoutingData.Monitor;

namespace RoutingData.ServerTests.RoutedClusters;

/// <summary>For tests in which a statement is to meet a fault before the monitor does.</summary>
internal static class MonitorAtRest
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Waits until every server has answered a probe that set out when there was a writer: none is asked again before the
    /// interval between two rounds is over, or a failure is reported. Probes that were planned without a writer follow at once.</summary>
    public static async Task RestAsync(this TopologyMonitor monitor)
    {
        var known = await monitor.WaitForAsync(
            topology => topology.WriterOf(10) is not null && topology.Servers.All(server => server.Health == ServerHealth.Online), Limit, Token);
        Assert.NotNull(known);
        var marks = known.Servers.ToDictionary(server => server.Address, server => monitor.ReportFailure(server.Address));
        Assert.NotNull(await monitor.WaitForAsync(
            topology => marks.All(mark => topology.WasProbedSince(mark.Key, mark.Value)), Limit, Token));
    }
}
