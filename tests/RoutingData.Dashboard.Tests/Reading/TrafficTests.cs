using RoutingData.Dashboard.Feeds;
using RoutingData.Dashboard.Models;
using RoutingData.Dashboard.Tests.Facts;

namespace RoutingData.Dashboard.Tests.Reading;

/// <summary>Where statements run and why, in sum; and what came within the last seconds.</summary>
public sealed class TrafficTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Readers_come_first_then_the_writer_by_reason_then_sessions_then_what_was_kept()
    {
        var traffic = Of(0,
            Made.Statement("0x1", "SELECT a", "SELECT a", "rule 2; plain read", reader: 70, writer: 1, session: 3, kept: 7),
            Made.Statement("0x2", "INSERT b", "INSERT b", "writes (INSERT)", writer: 10, session: 5),
            Made.Statement("0x3", "UPDATE b", "UPDATE b", "writes (UPDATE)", writer: 4),
            Made.Statement("0x4", "SELECT a FOR UPDATE", "SELECT a", "locking read (FOR UPDATE)", writer: 20));

        Assert.Equal(
            [
                "reader: plain reads 70", "writer: locking read (FOR UPDATE) 20", "writer: writes 14",
                "writer: plain reads: by a hint, or there was no reader 1",
                "session: transactions and other state of a session 8", "kept: reads, while no reader was fresh enough 7",
            ],
            traffic.Select(part => $"{part.Place}: {part.Why} {part.Count}"));
    }

    [Fact]
    public void Of_many_reasons_the_rarest_are_one_and_the_sum_stays()
    {
        var traffic = Of(0, [.. Enumerable.Range(1, 20).Select(number => Made.Statement($"0x{number}", "SELECT", "SELECT", $"reason {number}", writer: number))]);

        Assert.Equal((6, "15 other reasons", 210), (traffic.Length, traffic[^1].Why, traffic.Sum(part => part.Count)));
    }

    [Fact]
    public void A_rate_is_what_came_within_the_last_seconds_and_a_reset_makes_none_negative()
    {
        var sampler = new Sampler();
        var fleet = new FakeFleet("db001").Up();
        Assert.Equal(0, RateAt(0, 1000));
        Assert.Equal(100, RateAt(1, 1100));
        Assert.Equal(200, RateAt(2, 1400));
        Assert.Equal(150, RateAt(60, 10_100));
        Assert.Equal(0, RateAt(61, 5, since: 60.5));
        Assert.Equal(10, RateAt(62, 15, since: 60.5));

        double RateAt(double second, long count, double since = 0)
        {
            var statement = Made.Statement("0x1", "SELECT a", "SELECT a", "plain read", reader: count);
            var rates = sampler.Take(new RoutingStatistics
            {
                Since = Noon.AddSeconds(since), At = Noon.AddSeconds(second), Statements = [statement], Servers = [Made.Server(fleet["db001"], count)],
            });
            Assert.Equal(rates.Of(statement).All, rates.Of(Made.Server(fleet["db001"], count)), 3);
            return rates.Of(statement).All;
        }
    }

    private static TrafficModel[] Of(double second, params StatementStatistics[] statements)
    {
        var statistics = new RoutingStatistics { Since = Noon, At = Noon.AddSeconds(second), Statements = [.. statements] };
        return Traffic.Of(statistics, new Sampler().Take(statistics));
    }
}
