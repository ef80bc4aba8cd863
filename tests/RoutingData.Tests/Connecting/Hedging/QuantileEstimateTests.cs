using RoutingData.Connecting.Hedging;

namespace RoutingData.Tests.Connecting.Hedging;

/// <summary>How long all but a few reads take, from one read after another.</summary>
public sealed class QuantileEstimateTests
{
    [Theory]
    [InlineData(0.5, 4)]
    [InlineData(0.95, 4)]
    [InlineData(0.99, 4)]
    // It begins far off.
    [InlineData(0.95, 400)]
    [InlineData(0.95, 0.04)]
    public void The_right_part_of_all_reads_is_below(double share, double first)
    {
        var random = new Random(1);
        var estimate = new QuantileEstimate().After(first, share);
        for (var read = 0; read < 20_000; read++) estimate = estimate.After(Milliseconds(), share);
        var below = 0;
        for (var read = 0; read < 50_000; read++)
        {
            var took = Milliseconds();
            if (took <= estimate.Milliseconds) below++;
            estimate = estimate.After(took, share);
        }

        Assert.Equal(share, below / 50_000.0, tolerance: 0.01);

        // Reads are quick as a rule, and some are not.
        double Milliseconds() => 1 / (0.05 + random.NextDouble());
    }

    [Fact]
    public void It_follows_when_reads_become_slower()
    {
        var estimate = new QuantileEstimate(1);
        for (var read = 0; read < 500; read++) estimate = estimate.After(20, 0.95);
        Assert.InRange(estimate.Milliseconds, 19, 21);
    }
}
