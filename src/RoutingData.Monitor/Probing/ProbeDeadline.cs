namespace RoutingData.Monitor.Probing;

/// <summary>How long a probe may take. It can be cut short while the probe is under way, never lengthened.</summary>
internal sealed class ProbeDeadline : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _timeProvider;
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenRegistration _cancelled;
    private readonly long _begun;
    private bool _disposed;

    /// <param name="time">From now.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="cancellationToken">Ends it too.</param>
    public ProbeDeadline(TimeSpan time, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        Time = time;
        _timeProvider = timeProvider;
        _begun = timeProvider.GetTimestamp();
        _over = new CancellationTokenSource(time, timeProvider);
        _cancelled = cancellationToken.UnsafeRegister(static over => ((CancellationTokenSource)over!).Cancel(), _over);
    }

    /// <summary>What it allows in all.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>How long it has been.</summary>
    public TimeSpan Elapsed => _timeProvider.GetElapsedTime(_begun);

    /// <summary>Cancelled when it is over.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>Allows less in all, counted from the beginning.</summary>
    public void Shorten(TimeSpan time)
    {
        lock (_gate)
        {
            if (_disposed || time >= Time) return;
            Time = time;
            var left = time - Elapsed;
            _over.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    public void Dispose()
    {
        lock (_gate) _disposed = true;
        _cancelled.Dispose();
        _over.Dispose();
    }
}
