using RoutingData.Pools;

namespace RoutingData.Tests.Pools;

/// <summary>When a server with slow statements is asked whether it is well: ticks are tenths of a second.</summary>
[Trait("Requirement", "D50")]
public sealed class InFlightWatchTests
{
    [Theory]
    [InlineData(7, null, 5, true)]
    // The same statement, still running.
    [InlineData(8, 7, 5, false)]
    [InlineData(16, 7, 5, false)]
    [InlineData(17, 7, 5, true)]
    // Another one has become slow: the server may have hung the moment after it answered.
    [InlineData(8, 7, 6, false)]
    [InlineData(9, 7, 6, true)]
    [InlineData(12, 7, 10, true)]
    public void A_server_is_asked_again_every_second_and_soon_for_what_was_not_slow_before(int tick, int? askedAt, int latest, bool isAsked) =>
        Assert.Equal(isAsked, InFlightWatch.IsToBeAsked(tick, askedAt, latest));

    [Fact]
    public void Whenever_a_server_hangs_it_is_asked_within_four_tenths_of_a_second()
    {
        // Slow statements all the time: one begins with every tick and takes five, until the server hangs.
        for (var hangs = 10; hangs < 30; hangs++)
        {
            int? asked = null;
            for (var tick = 0; asked is null || asked < hangs + 2; tick++)
            {
                if (InFlightWatch.IsToBeAsked(tick, asked, tick - 2)) asked = tick;
                Assert.InRange(tick, 0, hangs + 4);
            }
        }
    }
}
