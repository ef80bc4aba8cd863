namespace RoutingData.Monitor.Probing;

/// <summary>Rations the probes that reported failures ask for: the first few at once, then one an interval.</summary>
internal sealed class ReportPace(TimeProvider timeProvider, Func<TimeSpan> interval)
{
    // As many as one refused write asks for.
    private const int AtOnce = 5;

    private long _taken = timeProvider.GetTimestamp();
    private TimeSpan _debt;

    /// <summary>Takes one.</summary>
    /// <returns>How long it has to wait before it sets out; zero when it need not.</returns>
    public TimeSpan Take()
    {
        var now = timeProvider.GetTimestamp();
        var (one, left) = (interval(), _debt - timeProvider.GetElapsedTime(_taken, now));
        _taken = now;
        _debt = (left > TimeSpan.Zero ? left : TimeSpan.Zero) + one;
        var early = _debt - (AtOnce * one);
        return early > TimeSpan.Zero ? early : TimeSpan.Zero;
    }
}
