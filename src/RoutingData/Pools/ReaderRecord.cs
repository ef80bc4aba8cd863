namespace RoutingData.Pools;

/// <summary>What reads have found on one server of late: how long answers take (<see cref="LatencyEstimate"/>), and how many came and did not. Many threads bring answers:
/// for the estimate one of two that come at once is enough.</summary>
internal sealed class ReaderRecord(TimeProvider timeProvider)
{
    private readonly Lock _gate = new();
    private double _milliseconds;
    private long _at;
    private int _answers;
    private int _failures;

    /// <summary>How long an answer takes, as far as that counts now; zero while nothing is known.</summary>
    public TimeSpan Now
    {
        get
        {
            var known = new LatencyEstimate(Volatile.Read(ref _milliseconds));
            return known.Milliseconds == 0 ? TimeSpan.Zero : known.Forgiven(timeProvider.GetElapsedTime(Volatile.Read(ref _at)));
        }
    }

    /// <summary>Returns how many answers and failures there were since this was asked last.</summary>
    public (int Answers, int Failures) Take() => (Interlocked.Exchange(ref _answers, 0), Interlocked.Exchange(ref _failures, 0));

    /// <summary>Notes an answer.</summary>
    /// <param name="sent">The moment at which its statement was sent.</param>
    public void NoteAnswer(long sent)
    {
        Interlocked.Increment(ref _answers);
        Note(sent, isAnswer: true);
    }

    /// <summary>Notes that no answer has come so far, or an error: it may be slow, and is not quick because it refuses quickly.</summary>
    /// <param name="sent">The moment at which the statement was sent.</param>
    public void NoteLate(long sent) => Note(sent, isAnswer: false);

    /// <summary>Notes that another server has answered sooner: a read like others, of which it is known how long it takes at least.</summary>
    /// <param name="sent">The moment at which the statement was sent, or the connection asked for.</param>
    public void NoteBeaten(long sent)
    {
        Interlocked.Increment(ref _answers);
        NoteLate(sent);
    }

    /// <summary>Counts a read that was lost, or found no connection.</summary>
    public void CountFailure() => Interlocked.Increment(ref _failures);

    private void Note(long sent, bool isAnswer)
    {
        if (!_gate.TryEnter()) return;
        try
        {
            var now = timeProvider.GetTimestamp();
            var took = timeProvider.GetElapsedTime(sent, now);
            if (!isAnswer && took.TotalMilliseconds <= _milliseconds) return;
            var known = new LatencyEstimate(_milliseconds).After(took, timeProvider.GetElapsedTime(_at, now));
            Volatile.Write(ref _at, now);
            Volatile.Write(ref _milliseconds, known.Milliseconds);
        }
        finally
        {
            _gate.Exit();
        }
    }
}
