namespace RoutingData.Counting;

/// <summary>What is counted of one statement, or of all that have no counters of their own.</summary>
internal sealed class StatementCounters
{
    private const int Errors = 4;
    private const int Rows = 5;
    private const int Places = 4;

    private readonly long[] _cells = Stripe.New();
    private LatencyHistogram? _latency;

    /// <summary>Counts an execution.</summary>
    /// <param name="stripe">The line to count in.</param>
    /// <param name="place">Where it ran.</param>
    /// <returns>How many have run there, by the count of this line.</returns>
    public long Add(int stripe, StatementPlace place) => Interlocked.Increment(ref _cells[stripe + (int)place]);

    public void AddRows(int stripe, int rows) => Interlocked.Add(ref _cells[stripe + Rows], rows);

    public void AddError() => Interlocked.Increment(ref _cells[Stripe.Here + Errors]);

    /// <summary>Counts how long one took.</summary>
    public void AddTime(long microseconds) => Latency().Add(microseconds);

    /// <summary>How many executions there were, and errors.</summary>
    public long Total => Executions + ErrorCount;

    public long Executions
    {
        get
        {
            var sum = 0L;
            for (var place = 0; place < Places; place++) sum += Stripe.Sum(_cells, place);
            return sum;
        }
    }

    public long ErrorCount => Stripe.Sum(_cells, Errors);

    public long RowCount => Stripe.Sum(_cells, Rows);

    public long CountOf(StatementPlace place) => Stripe.Sum(_cells, (int)place);

    public LatencySummary Summary => Volatile.Read(ref _latency)?.Summary() ?? LatencySummary.None;

    /// <summary>Counts all of another as well.</summary>
    public void Add(StatementCounters other)
    {
        for (var place = 0; place < Stripe.Width; place++)
            if (Stripe.Sum(other._cells, place) is var sum and > 0) Interlocked.Add(ref _cells[place], sum);
        if (Volatile.Read(ref other._latency) is { } latency) Latency().Add(latency);
    }

    /// <summary>Counts its times in another histogram as well.</summary>
    public void AddTimesTo(LatencyHistogram all)
    {
        if (Volatile.Read(ref _latency) is { } latency) all.Add(latency);
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        for (var cell = 0; cell < _cells.Length; cell++) Volatile.Write(ref _cells[cell], 0);
        Volatile.Read(ref _latency)?.Clear();
    }

    private LatencyHistogram Latency()
    {
        if (Volatile.Read(ref _latency) is { } latency) return latency;
        var made = new LatencyHistogram();
        return Interlocked.CompareExchange(ref _latency, made, null) ?? made;
    }
}
