using RoutingData.Dashboard.Facts;
using RoutingData.Monitor;

namespace RoutingData.Dashboard.Feeds;

/// <summary>One data source, as far as the dashboard has to do with it.</summary>
internal sealed class DataSourceEntry
{
    /// <summary>Its name in metrics, which is its name in addresses too.</summary>
    public required string Name { get; init; }

    /// <summary>Who plays which role now.</summary>
    public required Func<TopologySnapshot> Topology { get; init; }

    /// <summary>What is known of it now.</summary>
    public required Func<SourceFacts> Read { get; init; }

    /// <summary>Calls back after each change of the topology; what it returns ends that.</summary>
    public required Func<Action, IDisposable> Follow { get; init; }

    /// <summary>Where a statement would go.</summary>
    public required Func<string, RouteDecision> Explain { get; init; }

    /// <summary>Takes a server out of service.</summary>
    public required Func<ServerAddress, CancellationToken, Task> Drain { get; init; }

    /// <summary>Puts it back in service.</summary>
    public required Action<ServerAddress> Restore { get; init; }

    /// <summary>Begins to count anew.</summary>
    public required Action Reset { get; init; }
}
