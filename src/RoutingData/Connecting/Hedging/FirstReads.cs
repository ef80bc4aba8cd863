namespace RoutingData.Connecting.Hedging;

/// <summary>The reads from which the estimate begins. A single one would not do: the first of all pays for what is cold.</summary>
/// <param name="percentile">The part of all reads that is to be below, of a hundred.</param>
internal sealed class FirstReads(int percentile)
{
    /// <summary>How many they are: the least of which one of a hundred can be told.</summary>
    public const int Needed = 100;

    private readonly Lock _gate = new();
    private readonly List<double> _milliseconds = new(Needed);

    /// <summary>Returns the estimate after one more read; null while there are too few.</summary>
    /// <param name="milliseconds">How long it took.</param>
    public QuantileEstimate? After(double milliseconds)
    {
        lock (_gate)
        {
            if (_milliseconds.Count < Needed) _milliseconds.Add(milliseconds);
            if (_milliseconds.Count < Needed) return null;
            _milliseconds.Sort();
            return new QuantileEstimate().After(_milliseconds[(Needed * percentile / 100) - 1], percentile / 100.0);
        }
    }
}
