using RoutingData.Bench.Measuring;

namespace RoutingData.Bench.Tests.Measuring;

/// <summary>The median of measured figures, and how sure it is.</summary>
public sealed class DistributionTests
{
    [Fact]
    public void Median_has_quartiles_and_a_confidence_interval()
    {
        var hundred = Distribution.Of(Enumerable.Range(0, 101).Select(figure => (double)figure).Reverse());

        Assert.Equal((50, 25, 75), (hundred.Median, hundred.Low, hundred.High));
        // By the tables of the binomial distribution: the 40th to the 61st of 100 figures.
        Assert.InRange(hundred.From, 39, 41);
        Assert.InRange(hundred.To, 59, 61);
    }

    [Fact]
    public void Few_figures_say_little_of_their_median()
    {
        var three = Distribution.Of([2, 1, 3]);

        Assert.Equal((2, 1, 3), (three.Median, three.From, three.To));
    }

    [Fact]
    public void Without_figures_there_is_no_median() => Assert.True(double.IsNaN(Distribution.Of([]).Median));
}
