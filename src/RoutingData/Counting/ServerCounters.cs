namespace RoutingData.Counting;

/// <summary>What is counted of one server, over all pools that it has had.</summary>
internal sealed class ServerCounters
{
    private const int Statements = 0;
    private const int Failures = 1;
    private const int Opens = 2;
    private const int OpenFailures = 3;
    private const int Rents = 4;

    private readonly long[] _cells = Stripe.New();
    private readonly LatencyHistogram _latency = new();
    private readonly LatencyHistogram _connecting = new();
    private readonly LatencyHistogram _waiting = new();

    /// <summary>Counts answered statements, of which a connection keeps count until there are some.</summary>
    public void Add(long statements)
    {
        if (statements != 0) Interlocked.Add(ref _cells[Stripe.Here + Statements], statements);
    }

    public void AddError() => Interlocked.Increment(ref _cells[Stripe.Here + Failures]);

    /// <summary>Counts how long a statement took.</summary>
    public void AddTime(long microseconds) => _latency.Add(microseconds);

    /// <summary>Counts a connection that was opened.</summary>
    /// <param name="connecting">How long that took, where a new one was made; null for one that may have come out of the driver's pool.</param>
    public void AddOpen(TimeSpan? connecting)
    {
        Interlocked.Increment(ref _cells[Stripe.Here + Rents]);
        if (connecting is not { } time) return;
        Interlocked.Increment(ref _cells[Stripe.Here + Opens]);
        _connecting.Add((long)time.TotalMicroseconds);
    }

    public void AddOpenFailure() => Interlocked.Increment(ref _cells[Stripe.Here + OpenFailures]);

    /// <summary>Counts the time that a session waited for a permit.</summary>
    public void AddWait(TimeSpan waited) => _waiting.Add((long)waited.TotalMicroseconds);

    public long StatementCount => Stripe.Sum(_cells, Statements);

    public long ErrorCount => Stripe.Sum(_cells, Failures);

    public long OpenCount => Stripe.Sum(_cells, Opens);

    public long RentCount => Stripe.Sum(_cells, Rents);

    public long OpenFailureCount => Stripe.Sum(_cells, OpenFailures);

    public LatencySummary Latency => _latency.Summary();

    public LatencySummary Connecting => _connecting.Summary();

    public LatencySummary Waiting => _waiting.Summary();

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        for (var cell = 0; cell < _cells.Length; cell++) Volatile.Write(ref _cells[cell], 0);
        _latency.Clear();
        _connecting.Clear();
        _waiting.Clear();
    }
}
