namespace RoutingData.Bench.Measuring;

/// <summary>The middle of some figures, and the range that holds the middle half of them.</summary>
/// <param name="Median">The middle figure.</param>
/// <param name="Low">The lower quartile.</param>
/// <param name="High">The upper quartile.</param>
internal readonly record struct Distribution(double Median, double Low, double High)
{
    public static Distribution Of(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        return new Distribution(At(sorted, 0.5), At(sorted, 0.25), At(sorted, 0.75));
    }

    private static double At(double[] sorted, double share)
    {
        if (sorted.Length == 0) return double.NaN;
        var place = share * (sorted.Length - 1);
        var below = sorted[(int)Math.Floor(place)];
        return below + (sorted[(int)Math.Ceiling(place)] - below) * (place - Math.Floor(place));
    }
}
