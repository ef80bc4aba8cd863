using RoutingData.Counting;

namespace RoutingData.Tests.Counting;

/// <summary>The histogram's buckets, by their arithmetic.</summary>
public sealed class LatencyBucketsTests
{
    [Fact]
    public void Buckets_follow_one_another_without_gap_or_overlap()
    {
        Assert.Equal(0, LatencyBuckets.LowestOf(0));
        for (var bucket = 0; bucket < LatencyBuckets.Count - 1; bucket++)
            Assert.Equal(LatencyBuckets.HighestOf(bucket) + 1, LatencyBuckets.LowestOf(bucket + 1));
        Assert.Equal(LatencyBuckets.Most, LatencyBuckets.HighestOf(LatencyBuckets.Count - 1));
    }

    [Fact]
    public void The_bounds_of_each_bucket_are_in_it_and_an_eighth_apart_at_most()
    {
        for (var bucket = 0; bucket < LatencyBuckets.Count; bucket++)
        {
            var (low, high) = (LatencyBuckets.LowestOf(bucket), LatencyBuckets.HighestOf(bucket));
            Assert.Equal((bucket, bucket), (LatencyBuckets.IndexOf(low), LatencyBuckets.IndexOf(high)));
            Assert.True((high - low) * 8 <= low, $"{low} to {high}");
        }
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(15, 15)]
    [InlineData(16, 16)]
    [InlineData(17, 16)]
    [InlineData(18, 17)]
    [InlineData(long.MaxValue, LatencyBuckets.Count - 1)]
    public void A_duration_has_its_bucket(long microseconds, int bucket) => Assert.Equal(bucket, LatencyBuckets.IndexOf(microseconds));

    [Fact]
    public void Quantiles_are_never_too_small_and_an_eighth_too_great_at_most()
    {
        var histogram = new LatencyHistogram();
        // Spread over five powers of ten, in an order of its own.
        var values = Enumerable.Range(1, 5000).Select(value => (long)value * value % 99_991).ToArray();
        foreach (var value in values) histogram.Add(value);
        Array.Sort(values);

        var summary = histogram.Summary();

        Assert.Equal((5000L, values[^1]), (summary.Timed, (long)summary.Longest.TotalMicroseconds));
        Assert.Equal(values.Average(), summary.Mean.TotalMicroseconds, tolerance: 1);
        Check(0.50, summary.P50);
        Check(0.90, summary.P90);
        Check(0.95, summary.P95);
        Check(0.99, summary.P99);

        void Check(double quantile, TimeSpan told)
        {
            var exact = values[(int)Math.Ceiling(values.Length * quantile) - 1];
            Assert.InRange((long)told.TotalMicroseconds, exact, exact + (exact / 8) + 1);
        }
    }

    [Fact]
    public void Two_histograms_together_are_one()
    {
        var (one, other, both) = (new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());
        foreach (var value in new long[] { 3, 700, 12, 90_000, 1 })
        {
            (value is 1 or 90_000 ? other : one).Add(value);
            both.Add(value);
        }

        one.Add(other);

        Assert.Equal(both.Summary(), one.Summary());
    }

    [Fact]
    public void Nothing_has_no_quantile() => Assert.Equal(new LatencySummary(), new LatencyHistogram().Summary());
}
