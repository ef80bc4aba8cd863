namespace RoutingData.Bench.Measuring;

/// <summary>The middle of some figures, the range that holds the middle half of them, and how sure the middle is.</summary>
/// <param name="Median">The middle figure.</param>
/// <param name="Low">The lower quartile.</param>
/// <param name="High">The upper quartile.</param>
/// <param name="From">Lower end of the median's confidence interval, 95 %.</param>
/// <param name="To">Upper end of the same.</param>
internal readonly record struct Distribution(double Median, double Low, double High, double From, double To)
{
    public static Distribution Of(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        // How many of n figures lie below the true median is binomial, whatever their distribution: n/2 of them, give or take 0.98 √n.
        var reach = sorted.Length == 0 ? 0 : Math.Min(0.5, 0.98 / Math.Sqrt(sorted.Length));
        return new Distribution(
            At(sorted, 0.5), At(sorted, 0.25), At(sorted, 0.75), At(sorted, 0.5 - reach), At(sorted, 0.5 + reach));
    }

    private static double At(double[] sorted, double share)
    {
        if (sorted.Length == 0) return double.NaN;
        var place = share * (sorted.Length - 1);
        var below = sorted[(int)Math.Floor(place)];
        return below + (sorted[(int)Math.Ceiling(place)] - below) * (place - Math.Floor(place));
    }
}
