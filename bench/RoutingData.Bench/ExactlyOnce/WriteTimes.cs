namespace RoutingData.Bench.ExactlyOnce;

/// <summary>Microseconds of one write: a tenth of all took no longer, half of all took no longer.</summary>
internal sealed record WriteTimes(double P10, double P50)
{
    public static WriteTimes Of(List<double> times)
    {
        times.Sort();
        return new WriteTimes(times[times.Count / 10], times[times.Count / 2]);
    }
}
