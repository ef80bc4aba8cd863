using Microsoft.Extensions.Logging;

namespace RoutingData.Dashboard.Feeds;

/// <summary>The feeds of all data sources, from the application's start to its end.</summary>
/// <param name="sources">Finds the data sources, once they may be made.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">Where faults of the dashboard's own go.</param>
/// <param name="stopping">Ends them.</param>
internal sealed class FeedCatalog(
    Func<IReadOnlyList<DataSourceEntry>> sources, TimeProvider timeProvider, ILogger logger, CancellationToken stopping)
{
    private readonly Lock _gate = new();
    private IReadOnlyList<SourceFeed>? _feeds;

    /// <summary>One for each data source.</summary>
    public IReadOnlyList<SourceFeed> All
    {
        get
        {
            lock (_gate) return _feeds ??= [.. sources().Select(source => new SourceFeed(source, timeProvider, logger))];
        }
    }

    /// <summary>Begins to record, so that a page that is opened later has a past.</summary>
    public void Start()
    {
        foreach (var feed in All) _ = Task.Run(() => feed.RunAsync(stopping), CancellationToken.None);
    }

    /// <summary>Returns the feed of a data source; the first one where no name is given.</summary>
    public SourceFeed? Find(string? name) => string.IsNullOrEmpty(name)
        ? All.Count > 0 ? All[0] : null
        : All.FirstOrDefault(feed => string.Equals(feed.Source.Name, name, StringComparison.Ordinal));
}
