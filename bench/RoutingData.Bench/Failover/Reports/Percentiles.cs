namespace RoutingData.Bench.Failover.Reports;

/// <summary>Of some figures, by nearest rank: with fewer than a hundred, the 99th percentile is the greatest of them.</summary>
internal readonly record struct Percentiles(double P50, double P99, double Max)
{
    public static Percentiles Of(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        return sorted is [] ? new Percentiles(double.NaN, double.NaN, double.NaN) : new Percentiles(At(sorted, 0.5), At(sorted, 0.99), sorted[^1]);
    }

    private static double At(double[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
