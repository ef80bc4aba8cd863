using RoutingData.Counting;

namespace RoutingData.Connecting.Hedging;

/// <summary>When a read is late, and how many of those may be sent to a second reader.</summary>
internal sealed class LateReads(HedgingOptions options, HedgeCounters counters, TimeProvider timeProvider)
{
    private readonly HedgeBudget _budget = new(options.MaxPercent);
    private readonly FirstReads? _first = options.Percentile > 0 ? new FirstReads(options.Percentile) : null;
    private double _quantile;

    /// <summary>What was counted of them.</summary>
    public HedgeCounters Counters => counters;

    /// <summary>How long a read waits before it is late; null while too few reads have been answered to say.</summary>
    public TimeSpan? Delay
    {
        get
        {
            var quantile = Volatile.Read(ref _quantile);
            return quantile == 0 && _first is not null ? null : TimeSpan.FromMilliseconds(Math.Max(Math.Max(options.AfterMs, 1), quantile));
        }
    }

    /// <summary>Whether the options have any read sent twice.</summary>
    public static bool AreSentTwice(HedgingOptions options) => options.AfterMs > 0 || options.Percentile > 0;

    /// <summary>Whether other options come to the same.</summary>
    public bool IsOf(HedgingOptions other) =>
        (options.AfterMs, options.Percentile, options.MaxPercent) == (other.AfterMs, other.Percentile, other.MaxPercent);

    /// <summary>Notes a read that could be sent twice.</summary>
    public void NoteRead()
    {
        _budget.NoteRead();
        counters.AddRead();
    }

    /// <summary>Pays for a second one, if there is enough.</summary>
    public bool TrySpend()
    {
        if (_budget.TrySpend()) return true;
        counters.AddRefused();
        return false;
    }

    /// <summary>Gives back what was paid for a second one that could not be begun.</summary>
    public void GiveBack() => _budget.GiveBack();

    /// <summary>Waits for something until it is late.</summary>
    /// <returns>Whether it is.</returns>
    public async ValueTask<bool> IsLateAsync(Task running)
    {
        if (running.IsCompleted || Delay is not { } delay) return false;
        await running.WaitAsync(delay, timeProvider, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !running.IsCompleted;
    }

    /// <summary>Notes how long a read has taken.</summary>
    /// <param name="sent">The moment at which it was sent.</param>
    public void NoteAnswer(long sent)
    {
        if (_first is null) return;
        var took = timeProvider.GetElapsedTime(sent).TotalMilliseconds;
        var known = new QuantileEstimate(Volatile.Read(ref _quantile));
        if ((known.Milliseconds == 0 ? _first.After(took) : known.After(took, options.Percentile / 100.0)) is { } next)
            Volatile.Write(ref _quantile, next.Milliseconds);
    }
}
