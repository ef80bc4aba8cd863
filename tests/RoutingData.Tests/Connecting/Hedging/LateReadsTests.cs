using RoutingData.Connecting.Hedging;
using RoutingData.Counting;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Connecting.Hedging;

/// <summary>When a read is late.</summary>
[Trait("Requirement", "D50")]
public sealed class LateReadsTests
{
    private readonly ManualTime _time = new();

    [Theory]
    // The first read of all waits for what is cold: it alone would set the measure, and be far off for thousands of reads.
    [InlineData(400, 2, 95, 0, 2)]
    // Before there is a measure, a read of ordinary length is not late.
    [InlineData(30, 30, 95, 0, 30)]
    [InlineData(400, 2, 95, 10, 10)]
    [InlineData(2, 2, 50, 0, 2)]
    public void By_a_percentile_none_is_until_a_hundred_have_been_answered(int first, int others, int percentile, int afterMs, int delay)
    {
        var late = new LateReads(new HedgingOptions { Percentile = percentile, AfterMs = afterMs }, new HedgeCounters(), _time);
        for (var read = 0; read < FirstReads.Needed; read++)
        {
            Assert.Null(late.Delay);
            Answer(late, read == 0 ? first : others);
        }

        Assert.Equal(TimeSpan.FromMilliseconds(delay), late.Delay);
    }

    [Fact]
    public void The_measure_begins_where_the_right_part_of_the_first_reads_is_below()
    {
        var late = new LateReads(new HedgingOptions { Percentile = 90 }, new HedgeCounters(), _time);
        for (var read = 0; read < FirstReads.Needed; read++) Answer(late, 1 + ((read * 37) % FirstReads.Needed));
        Assert.Equal(TimeSpan.FromMilliseconds(90), late.Delay);
    }

    [Fact]
    public void By_a_fixed_time_every_one_is()
    {
        var late = new LateReads(new HedgingOptions { AfterMs = 20 }, new HedgeCounters(), _time);
        Assert.Equal(TimeSpan.FromMilliseconds(20), late.Delay);
        Answer(late, 400);
        Assert.Equal(TimeSpan.FromMilliseconds(20), late.Delay);
    }

    [Fact]
    public void What_was_given_back_can_be_spent_once()
    {
        var counters = new HedgeCounters();
        var late = new LateReads(new HedgingOptions { AfterMs = 20, MaxPercent = 100 }, counters, _time);
        late.NoteRead();
        Assert.True(late.TrySpend());
        late.GiveBack();
        Assert.True(late.TrySpend());
        Assert.False(late.TrySpend());
        Assert.Equal(1, counters.Statistics.Refused);
    }

    private void Answer(LateReads late, int milliseconds)
    {
        var sent = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        late.NoteAnswer(sent);
    }
}
