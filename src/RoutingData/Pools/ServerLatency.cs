namespace RoutingData.Pools;

/// <summary>Keeps the <see cref="LatencyEstimate"/> of one server. Many threads bring answers: where two come at once, one of them is enough.</summary>
internal sealed class ServerLatency(TimeProvider timeProvider)
{
    private readonly Lock _gate = new();
    private double _milliseconds;
    private long _at;

    /// <summary>What it counts for now; zero while nothing is known.</summary>
    public TimeSpan Now
    {
        get
        {
            var known = new LatencyEstimate(Volatile.Read(ref _milliseconds));
            return known.Milliseconds == 0 ? TimeSpan.Zero : known.Forgiven(timeProvider.GetElapsedTime(Volatile.Read(ref _at)));
        }
    }

    /// <summary>Notes an answer.</summary>
    /// <param name="sent">The moment at which its statement was sent.</param>
    public void NoteAnswer(long sent) => Note(sent, isAnswer: true);

    /// <summary>Notes that no answer came, or an error: it may be slow, and is not quick because it refuses quickly.</summary>
    /// <param name="sent">The moment at which the statement was sent.</param>
    public void NoteFailure(long sent) => Note(sent, isAnswer: false);

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
