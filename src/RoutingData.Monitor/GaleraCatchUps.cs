using RoutingData.Monitor.Threads;
using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor;

/// <summary>Asks a writer of Galera until it has applied what other nodes have committed, and only then lets it have statements.</summary>
internal sealed class GaleraCatchUps(
    TopologyStore store, ServerWatches watches, MonitorExecution execution, Func<MonitorOptions> options, CancellationToken ending)
{
    // The writer hostgroups whose writer is being asked. The store's lock guards them.
    private readonly HashSet<int> _asked = [];

    /// <summary>Begins to ask the writers that have to be asked after a change.</summary>
    public void Follow_NeedsLock(TopologyChange change)
    {
        foreach (var pair in change.Next.Pairs)
        {
            var hostgroup = pair.Pair.WriterHostgroup;
            if (IsToAsk(pair) && _asked.Add(hostgroup)) _ = execution.Run(() => AskAsync(hostgroup));
        }
    }

    private static bool IsToAsk(PairState? pair) => pair is { Writer: not null, CatchesUpSince: > 0 };

    private async Task AskAsync(int hostgroup)
    {
        while (Next(hostgroup) is var (writer, since))
        {
            if (await HasCaughtUpAsync(writer).ConfigureAwait(true)) Lift(writer, since);
            else await Task.Delay(TimeSpan.FromMilliseconds(options().FailoverIntervalMs), execution.Time, ending)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private (ServerAddress Writer, long Since)? Next(int hostgroup)
    {
        lock (store.Gate)
        {
            var pair = store.Current.FindPair(hostgroup);
            if (IsToAsk(pair) && !ending.IsCancellationRequested) return (pair!.Writer!.Value, pair.CatchesUpSince);
            _asked.Remove(hostgroup);
            return null;
        }
    }

    private async Task<bool> HasCaughtUpAsync(ServerAddress writer)
    {
        try
        {
            return watches.TryFind(writer, out var watch) && await watch.CatchUpAsync().ConfigureAwait(true);
        }
        catch (Exception)
        {
            // Its watch has just ended, or been replaced. Not asked again, the writer would never get a statement.
            return false;
        }
    }

    private void Lift(ServerAddress writer, long since)
    {
        lock (store.Gate) store.Publish_NeedsLock(store.Current.WithCaughtUp(writer, since));
        store.Signal();
    }
}
