using System.Diagnostics.CodeAnalysis;
using RoutingData.Monitor.Probing;
using RoutingData.Monitor.Threads;

namespace RoutingData.Monitor;

/// <summary>
/// Asks for positions while sessions want evidence, for all of them at once, however many write: a few rounds at once, then one each
/// <see cref="Interval"/>, and ever fewer while they bring nothing. Nothing ticks while no session wants any.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A timer that is not set is memory.")]
internal sealed class EvidenceRounds
{
    private readonly MonitorExecution _execution;
    private readonly Func<long, Task<int>> _fetch;
    private readonly ReportPace _pace;
    private readonly ITimer _timer;
    private long _wanted;
    private long _wantedAt;
    private int _isSet;
    // The timer is set for later than it might be, for want of news.
    private int _isPaused;
    private int _isUnderWay;
    private long _intervalTicks = TimeSpan.FromMilliseconds(10).Ticks;
    private long _rounds;
    private long _questions;
    private volatile bool _hasEnded;
    // Of the thread that has set the timer, or whose round it is.
    private long _lastWanted;
    private int _inVain;

    /// <param name="execution">Where it runs.</param>
    /// <param name="fetch">Asks the servers that have to be asked for a moment, and says how many those were.</param>
    public EvidenceRounds(MonitorExecution execution, Func<long, Task<int>> fetch)
    {
        _execution = execution;
        _fetch = fetch;
        // A little more than the interval: the few at once are part of what it allows.
        _pace = new ReportPace(execution.Time, () => Interval * 1.1);
        _timer = execution.Time.CreateTimer(
            static self => ((EvidenceRounds)self!).Begin(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public TimeSpan Interval
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _intervalTicks));
        set => Volatile.Write(ref _intervalTicks, value.Ticks);
    }

    public (long Rounds, long Questions) Asked => (Volatile.Read(ref _rounds), Volatile.Read(ref _questions));

    /// <summary>Asks who shows what was answered by a moment, for a session.</summary>
    public void Want(long moment, long now)
    {
        Raise(ref _wanted, moment);
        Raise(ref _wantedAt, now);
        if (Volatile.Read(ref _isSet) == 0 && Interlocked.Exchange(ref _isSet, 1) == 0) SetTimer();
    }

    /// <summary>As <see cref="Want"/>, for a caller that waits for the answer: a pause for want of news is over.</summary>
    public void WantNow(long moment, long now)
    {
        Want(moment, now);
        if (Interlocked.Exchange(ref _isPaused, 0) != 0) _timer.Change(_pace.Take(), Timeout.InfiniteTimeSpan);
    }

    public void End()
    {
        _hasEnded = true;
        _timer.Dispose();
    }

    private void Begin() => _ = _execution.Run(RunAsync);

    private async Task RunAsync()
    {
        // The end of a pause may come together with the end of another.
        if (Interlocked.Exchange(ref _isUnderWay, 1) != 0) return;
        Volatile.Write(ref _isSet, 1);
        Volatile.Write(ref _isPaused, 0);
        var wanted = Volatile.Read(ref _wanted);
        var asked = 0;
        try
        {
            asked = await _fetch(wanted).ConfigureAwait(true);
        }
        catch (Exception) when (_hasEnded)
        {
            // The monitor has been stopped under it.
        }

        if (_hasEnded) return;
        Interlocked.Increment(ref _rounds);
        Interlocked.Add(ref _questions, asked);
        _inVain = wanted == _lastWanted ? _inVain + 1 : 0;
        _lastWanted = wanted;
        if (Volatile.Read(ref _wanted) != wanted) _inVain = 0;
        Volatile.Write(ref _isUnderWay, 0);
        if (asked > 0 && EvidencePacing.GoesOn(_execution.Time.GetElapsedTime(Volatile.Read(ref _wantedAt)))) SetTimer();
        else Rest(wanted);
    }

    private void Rest(long wanted)
    {
        Interlocked.Exchange(ref _isSet, 0);
        // A session that wanted more meanwhile saw a round under way.
        if (Volatile.Read(ref _wanted) != wanted && Interlocked.Exchange(ref _isSet, 1) == 0) SetTimer();
    }

    private void SetTimer()
    {
        var (early, pause) = (_pace.Take(), EvidencePacing.Pause(_inVain));
        _timer.Change(early > pause ? early : pause, Timeout.InfiniteTimeSpan);
        if (pause > early) Volatile.Write(ref _isPaused, 1);
    }

    /// <summary>Raises a moment that several threads raise.</summary>
    public static void Raise(ref long value, long to)
    {
        var seen = Volatile.Read(ref value);
        while (seen < to && Interlocked.CompareExchange(ref value, to, seen) is var other && other != seen) seen = other;
    }
}
