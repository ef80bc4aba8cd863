using RoutingData.Monitor.Probing;
using RoutingData.Monitor.Threads;
using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor;

/// <summary>Finds out who shows whose writes, while sessions want to know: asks the servers for their positions, and puts the answers in the snapshot.</summary>
internal sealed class EvidenceRequests
{
    // What a server that is slow now may hold up the others' round.
    private static readonly TimeSpan MostOfRound = TimeSpan.FromMilliseconds(20);

    private readonly TopologyStore _store;
    private readonly ServerWatches _watches;
    private readonly FetchClock _fetches;
    private readonly MonitorExecution _execution;
    private readonly EvidenceRounds _rounds;
    private long _positionWanted = -1;

    public EvidenceRequests(TopologyStore store, ServerWatches watches, FetchClock fetches, MonitorExecution execution)
    {
        _store = store;
        _watches = watches;
        _fetches = fetches;
        _execution = execution;
        _rounds = new EvidenceRounds(execution, FetchAsync);
    }

    /// <summary>The moment at which the newest question for positions set out: a fetch that begins later begins after whatever has been answered by now.</summary>
    public long NewestFetch => _fetches.Newest;

    /// <summary>Whether sessions ask who shows their writes, so that a line in the log is due where that cannot be known.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Returns how many rounds of questions for positions there were, and how many questions in them.</summary>
    public (long Rounds, long Questions) Asked => _rounds.Asked;

    /// <summary>The time between two rounds of questions while all of them are wanted; 10 ms by default.</summary>
    public TimeSpan Interval
    {
        get => _rounds.Interval;
        set => _rounds.Interval = value;
    }

    /// <summary>Asks for readers that show what the writer had answered by a moment. Costs no allocation and no wait.</summary>
    /// <param name="moment">The moment, by the monitor's clock.</param>
    /// <param name="now">Now, by the same.</param>
    public void Want(long moment, long now)
    {
        // What no reader will ever show is no reason to ask for ever.
        if (!_store.HasEnded) _rounds.Want(Math.Min(moment, now), now);
    }

    /// <summary>Asks for the writers' own positions as they are after a moment, whatever readers there are. Costs no wait.</summary>
    /// <param name="moment">The moment, by the monitor's clock.</param>
    /// <param name="now">Now, by the same.</param>
    public void WantPosition(long moment, long now)
    {
        if (_store.HasEnded) return;
        EvidenceRounds.Raise(ref _positionWanted, Math.Min(moment, now));
        // Now, and not that moment: a round that is under way may have been planned without it.
        _rounds.WantNow(now, now);
    }

    /// <summary>Asks after a server has failed: its sessions go elsewhere, and may see no less there.</summary>
    public void Follow(TopologyChange change, long now)
    {
        if (!IsAsked) return;
        foreach (var item in change.Events)
        {
            if (item.Kind is TopologyEventKind.Suspected or TopologyEventKind.Shunned) Want(NewestFetch, now);
        }
    }

    /// <summary>Asks no more.</summary>
    public void End() => _rounds.End();

    // The writers first: what they had then is what the readers are held against.
    private async Task<int> FetchAsync(long wanted)
    {
        var plan = EvidencePlan.Of(_store.Current, wanted, Volatile.Read(ref _positionWanted));
        foreach (var writer in plan.Writers) await FetchAsync(writer).ConfigureAwait(true);
        var readers = EvidencePlan.Of(_store.Current, wanted).Readers;
        var asked = Task.WhenAll(readers.Select(FetchAsync));
        if (!asked.IsCompleted)
        {
            var over = _execution.NewSignal();
            var timer = _execution.Time.CreateTimer(
                static over => ((TaskCompletionSource)over!).TrySetResult(), over, MostOfRound, Timeout.InfiniteTimeSpan);
            await using (timer.ConfigureAwait(true)) await Task.WhenAny(asked, over.Task).ConfigureAwait(true);
        }

        return plan.Writers.Length + readers.Length;
    }

    private async Task FetchAsync(ServerAddress server)
    {
        if (!_watches.TryFind(server, out var watch)) return;
        if (await watch.FetchAsync().ConfigureAwait(true) is not { } fetch) return;
        lock (_store.Gate)
        {
            // It may have been taken out, or be watched anew.
            if (!_watches.TryFind(server, out var watched) || watched != watch || watch.Ending.IsCancellationRequested) return;
            var before = _store.Current;
            if (before.IsNoWriterAnyMore(server, fetch)) watch.Suspect();
            var after = before.With(Freshness.After(before, before.Layout.ServerAt(server)!.Value, fetch));
            if (ReferenceEquals(before, after)) return;
            _store.Replace_NeedsLock(after);
        }

        _store.Signal();
    }
}
