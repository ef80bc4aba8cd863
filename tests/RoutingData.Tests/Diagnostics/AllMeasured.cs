using RoutingData.Diagnostics;
using RoutingData.Monitor;

namespace RoutingData.Tests.Diagnostics;

/// <summary>Has a data source's counters and histograms measure once each.</summary>
internal static class AllMeasured
{
    public static void By(RoutingMetrics metrics, ServerAddress server)
    {
        metrics.Changed(new TopologyEvent(TopologyEventKind.WriterElected, server, 10, 1, ""));
        metrics.RunElsewhere(server);
        metrics.OutcomeUnknown(server);
        metrics.OutcomeResolved(server, "committed");
        metrics.StateLost(server);
        metrics.ReaderRefused(server);
        metrics.Hedged(server);
        metrics.KeptOnWriter();
        metrics.Token("known");
        metrics.Overruled(1);
        metrics.Waited(TimeSpan.FromSeconds(1), hostgroup: 10);
    }
}
