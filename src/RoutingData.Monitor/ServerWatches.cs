using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Threads;

namespace RoutingData.Monitor;

/// <summary>The watches over the servers of one fleet: a loop for each, which probes, hands on what came of it, and pauses.</summary>
/// <param name="store">What the loops look at.</param>
/// <param name="pace">How long they pause.</param>
/// <param name="factory">Makes the watches.</param>
/// <param name="execution">Where the loops run.</param>
/// <param name="announcements">Where their own failures are logged.</param>
internal sealed class ServerWatches(
    TopologyStore store, WatchPace pace, ServerWatchFactory factory, MonitorExecution execution, Announcements announcements)
{
    private FrozenDictionary<ServerAddress, ServerWatch> _watches = FrozenDictionary<ServerAddress, ServerWatch>.Empty;

    /// <summary>Called with the outcome of each probe, and with the mark at which it set out.</summary>
    public Action<ServerAddress, long, ProbeResult>? Probed { get; set; }

    /// <summary>How many there are.</summary>
    public int Count => _watches.Count;

    /// <summary>Finds the watch over a server.</summary>
    public bool TryFind(ServerAddress server, [NotNullWhen(true)] out ServerWatch? watch) => _watches.TryGetValue(server, out watch);

    /// <summary>Finds the watch over a server that is still watched: it may have been taken out while its last probe was under way.</summary>
    public bool TryFindRunning(ServerAddress server, [NotNullWhen(true)] out ServerWatch? watch) =>
        TryFind(server, out watch) && !watch.Ending.IsCancellationRequested;

    /// <summary>Begins to watch.</summary>
    public void Start_NeedsLock()
    {
        foreach (var watch in _watches.Values) Begin(watch);
    }

    /// <summary>Makes the watches over the servers of a definition; one that would be made as it is stays.</summary>
    /// <param name="definition">The servers.</param>
    /// <param name="connectionStringOf">The monitor's own connection string for each server.</param>
    /// <returns>The former watches.</returns>
    public IReadOnlyCollection<ServerWatch> Replace_NeedsLock(TopologyDefinition definition, Func<ServerDefinition, string> connectionStringOf)
    {
        var former = _watches;
        _watches = definition.Servers.DistinctBy(server => server.Address).ToFrozenDictionary(server => server.Address, WatchOf);
        return former.Values;

        ServerWatch WatchOf(ServerDefinition server)
        {
            var connectionString = connectionStringOf(server);
            return former.TryGetValue(server.Address, out var watch) && watch.ConnectionString == connectionString
                ? watch
                : factory.Create(server.Address, connectionString);
        }
    }

    /// <summary>Ends the watches that are no more, and begins those that are new.</summary>
    /// <param name="former">The former watches.</param>
    /// <param name="isRunning">Whether new watches begin now.</param>
    public void Succeed_NeedsLock(IReadOnlyCollection<ServerWatch> former, bool isRunning)
    {
        foreach (var watch in former.Except(_watches.Values)) watch.End();
        if (!isRunning) return;
        foreach (var watch in _watches.Values.Except(former)) Begin(watch);
    }

    /// <summary>Wakes the watches of servers that have become urgent by a step: they must not sleep out the steady interval.</summary>
    public void WakeUrgent(TopologySnapshot before, TopologySnapshot after)
    {
        for (var server = 0; server < before.Servers.Length; server++)
        {
            if (after.IsUrgent(server) && !before.IsUrgent(server)) _watches[before.Servers[server].Address].Wake();
        }
    }

    /// <summary>Wakes the watches that have slowed down: the first caller waits, and has the servers asked now.</summary>
    public void WakeSlowed()
    {
        var topology = store.Current;
        foreach (var watch in _watches.Values)
        {
            if (pace.HasSlowed(topology, watch.Address)) watch.Wake();
        }
    }

    /// <summary>Ends all of them.</summary>
    public void End_NeedsLock()
    {
        foreach (var watch in _watches.Values) watch.End();
    }

    /// <summary>Waits until the last probe has ended.</summary>
    public async ValueTask WhenEndedAsync() =>
        await Task.WhenAll(_watches.Values.Select(watch => watch.Running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void Begin(ServerWatch watch) => watch.Running = execution.Run(() => WatchAsync(watch, watch.Ending));

    private async Task WatchAsync(ServerWatch watch, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var begunAt = store.NextMark();
                var topology = store.Current;
                var result = await watch.ProbeAsync(
                    pace.MostAge(topology, watch.Address), topology.TwinOf(watch.Address), topology.AsksForGroup(watch.Address),
                    topology.AsksForNode(watch.Address), cancellationToken).ConfigureAwait(true);
                Probed?.Invoke(watch.Address, begunAt, result);
                await watch.PauseAsync(pace.PauseFor(watch.Address), cancellationToken).ConfigureAwait(true);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
            }
            catch (Exception exception)
            {
                announcements.Add(log => MonitorLog.WatchFailed(log, watch.Address, exception));
                await watch.PauseAsync(TimeSpan.FromSeconds(1), cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }

        _ = watch.CloseAsync();
    }
}
