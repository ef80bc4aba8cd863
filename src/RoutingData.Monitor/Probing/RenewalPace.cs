namespace RoutingData.Monitor.Probing;

/// <summary>Rations the connects that are asked for again and again, as by a name that leads to several servers.</summary>
internal sealed class RenewalPace(TimeProvider timeProvider)
{
    private readonly Lock _gate = new();
    private long _last;
    private int _inRow;

    /// <summary>Whether one may be made now; then it counts as made.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            var elapsed = timeProvider.GetElapsedTime(_last);
            if (_inRow > 0 && elapsed > ProbePacing.RenewalsForgotten) _inRow = 0;
            if (elapsed < ProbePacing.BetweenRenewals(_inRow)) return false;
            _inRow++;
            _last = timeProvider.GetTimestamp();
            return true;
        }
    }
}
