using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor;

/// <content>Who shows whose writes, asked while sessions want to know.</content>
internal sealed partial class TopologyMonitor
{
    // What a server that is slow now may hold up the others' round.
    private static readonly TimeSpan MostOfRound = TimeSpan.FromMilliseconds(20);

    private long _positionWanted = -1;

    /// <summary>When the newest question for positions set out: a fetch that begins later begins after whatever has been answered by now.</summary>
    internal long NewestFetch => _fetches.Newest;

    /// <summary>Whether sessions ask who shows their writes, so that it is worth a word where that cannot be known.</summary>
    internal bool IsAskedForEvidence { get; set; }

    /// <summary>This moment, by the monitor's clock.</summary>
    internal long Now => _timeProvider.GetTimestamp();

    /// <summary>A span of that clock.</summary>
    /// <param name="milliseconds">Milliseconds.</param>
    internal long SpanOf(int milliseconds) => milliseconds * (_timeProvider.TimestampFrequency / 1000);

    /// <summary>How many rounds of questions for positions there were, and how many questions in them.</summary>
    internal (long Rounds, long Questions) EvidenceAsked => _evidence.Asked;

    /// <summary>The time between two rounds of questions while all of them are wanted; 10 ms by default.</summary>
    internal TimeSpan EvidenceInterval
    {
        get => _evidence.Interval;
        set => _evidence.Interval = value;
    }

    /// <summary>A session wants readers that show what the writer had answered by a moment. Costs no allocation and no wait.</summary>
    /// <param name="moment">The moment, by the monitor's clock.</param>
    /// <param name="now">Now, by the same.</param>
    internal void WantEvidence(long moment, long now)
    {
        // What no reader will ever show is no reason to ask for ever.
        if (!_stopped) _evidence.Want(Math.Min(moment, now), now);
    }

    /// <summary>Asks for the writers' own positions as they are after a moment, whatever readers there are. Costs no wait.</summary>
    /// <param name="moment">The moment, by the monitor's clock.</param>
    /// <param name="now">Now, by the same.</param>
    internal void WantPosition(long moment, long now)
    {
        if (_stopped) return;
        EvidenceRounds.Raise(ref _positionWanted, Math.Min(moment, now));
        // Now, and not that moment: a round that is under way may have been planned without it.
        _evidence.WantNow(now, now);
    }

    // The writers first: what they had then is what the readers are held against.
    private async Task<int> FetchAsync(long wanted)
    {
        var plan = EvidencePlan.Of(Current, wanted, Volatile.Read(ref _positionWanted));
        foreach (var writer in plan.Writers) await FetchAsync(writer).ConfigureAwait(true);
        var readers = EvidencePlan.Of(Current, wanted).Readers;
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
        if (!_watches.TryGetValue(server, out var watch)) return;
        if (await watch.FetchAsync().ConfigureAwait(true) is not { } fetch) return;
        lock (_gate)
        {
            // It may have been taken out, or be watched anew.
            if (!_watches.TryGetValue(server, out var watched) || watched != watch || watch.Ending.IsCancellationRequested) return;
            var before = Current;
            if (before.IsNoWriterAnyMore(server, fetch)) watch.Suspect();
            var after = before.With(Freshness.After(before, before.Layout.ServerAt(server)!.Value, fetch));
            if (ReferenceEquals(before, after)) return;
            Volatile.Write(ref _current, after);
        }

        _observed.Raise();
    }
}
