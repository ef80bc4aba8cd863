using Microsoft.Extensions.DependencyInjection;
using RoutingData.Dashboard.Facts;
using RoutingData.Monitor;

namespace RoutingData.Dashboard.Feeds;

/// <summary>The data sources of an application: the one without a key, and all with one.</summary>
internal static class DataSourceCatalog
{
    public static IReadOnlyList<DataSourceEntry> Of(IServiceProvider services) =>
    [
        .. services.GetServices<RoutingDbDataSource>()
            .Concat(services.GetKeyedServices<RoutingDbDataSource>(KeyedService.AnyKey))
            .Distinct().Select(Entry),
    ];

    private static DataSourceEntry Entry(RoutingDbDataSource source)
    {
        // For the life of the application, as the data source is.
        var incidents = new IncidentListener(source.Name);
        return new DataSourceEntry
        {
            Name = source.Name,
            Topology = () => source.Monitor.Current,
            Read = () => new SourceFacts(source.Monitor.Current, source.Statistics, source.Sessions, source.QueryRules, incidents.Counts, source.BehindOf),
            Follow = changed => new Following(source.Monitor, changed, incidents),
            Explain = text => source.Explain(text),
            Drain = source.DrainAsync,
            Restore = source.Restore,
            Reset = source.ResetStatistics,
        };
    }

    private sealed class Following : IDisposable
    {
        private readonly ITopologyMonitor _monitor;
        private readonly Action _changed;
        private readonly IncidentListener _incidents;

        public Following(ITopologyMonitor monitor, Action changed, IncidentListener incidents)
        {
            (_monitor, _changed, _incidents) = (monitor, changed, incidents);
            monitor.Changed += Changed;
        }

        public void Dispose()
        {
            _monitor.Changed -= Changed;
            _incidents.Dispose();
        }

        private void Changed(object? sender, TopologyChangedEventArgs change) => _changed();
    }
}
