using RoutingData.Connecting;
using RoutingData.Connecting.ReaderSelection;
using RoutingData.Tests.Monitoring;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Connecting;

/// <summary>A server that returns takes its share little by little.</summary>
[Trait("Requirement", "D50")]
public sealed class SlowStartTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();

    [Theory]
    [InlineData("b=t b=t b=t b=r", 0, 0.02)]
    [InlineData("b=t b=t b=t b=r", 1, 0.1)]
    [InlineData("b=t b=t b=t b=r", 5, 0.5)]
    [InlineData("b=t b=t b=t b=r", 10, 1)]
    [InlineData("b=t b=t b=t b=r", 1000, 1)]
    // One missed probe is no absence.
    [InlineData("b=t b=r", 0, 1)]
    [InlineData("b=r", 0, 1)]
    public void Its_share_grows_with_the_time_since_its_return(string schedule, int seconds, double share)
    {
        var slowStart = new SlowStart(_time);
        foreach (var change in Fleet.Of("ab").See("a=w b=r").See(schedule).Events) slowStart.Follow(change);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(share, slowStart.ShareOf(Fleet.Address('b'), Period), precision: 6);
        Assert.Equal(1, slowStart.ShareOf(Fleet.Address('a'), Period));
        Assert.Equal(1, slowStart.ShareOf(Fleet.Address('b'), TimeSpan.Zero));
    }

    [Fact]
    [Trait("Requirement", "D49")]
    public void So_does_that_of_a_drained_server()
    {
        var slowStart = new SlowStart(_time);
        foreach (var change in Fleet.Of("ab").See("a=w b=r").Drain('b').Drain('b', drained: false).Events) slowStart.Follow(change);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0.2, slowStart.ShareOf(Fleet.Address('b'), Period), precision: 6);
    }

    [Fact]
    public void Others_take_what_it_does_not_yet()
    {
        var fleet = Fleet.Of("abc", writerIsAlsoReader: false).See("a=w b=r c=r");
        var selector = new ReaderSelector(WeightedRandomPolicy.Instance, server => server == Fleet.Address('b') ? 0.25 : 1, _ => 0);

        var chosen = Enumerable.Range(0, 1000).Select(i => ServerChoice.For(fleet.Now, 20, [], selector, (i + 0.5) / 1000)!.Address);
        Assert.Equal(200, chosen.Count(server => server == Fleet.Address('b')));
        Assert.Equal("b", ServerChoice.For(fleet.See("c=t").Now, 20, [], selector, 0.5)!.Address.Hostname);
    }
}
