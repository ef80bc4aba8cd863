using RoutingData.Monitor.Probing;

namespace RoutingData.Tests.Monitoring;

public sealed class ProbeRoundsTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();

    [Fact]
    public void Whoever_asks_before_a_round_is_told_of_that_one()
    {
        var rounds = new ProbeRounds(_time, new Random(1));
        var left = rounds.UntilNext(Interval);

        _time.Advance(TimeSpan.FromMilliseconds(700));

        Assert.Equal(left - TimeSpan.FromMilliseconds(700), rounds.UntilNext(Interval));
    }

    [Fact]
    public void Each_round_is_up_to_a_tenth_sooner_or_later_than_the_interval()
    {
        var rounds = new ProbeRounds(_time, new Random(1));
        HashSet<TimeSpan> times = [];

        for (var i = 0; i < 1000; i++)
        {
            var left = rounds.UntilNext(Interval);
            Assert.InRange(left.TotalMilliseconds, 900, 1101);
            times.Add(left);
            _time.Advance(left);
        }

        Assert.True(times.Count > 100);
        Assert.Contains(times, time => time < 0.92 * Interval);
        Assert.Contains(times, time => time > 1.08 * Interval);
    }

    [Fact]
    public void A_timer_that_fires_within_its_last_millisecond_begins_no_second_round()
    {
        var rounds = new ProbeRounds(_time, new Random(1));
        _time.Advance(rounds.UntilNext(Interval) - TimeSpan.FromMilliseconds(0.9));

        Assert.True(rounds.UntilNext(Interval) > 0.9 * Interval);
    }
}
