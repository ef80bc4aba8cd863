using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using RoutingData.Connecting.ReaderSelection;
using RoutingData.Monitor;

namespace RoutingData.Tests.Connecting;

/// <summary>Which readers leave the pack, for how long, and never too many of them.</summary>
public sealed class OutlierRuleTests
{
    private static readonly ImmutableDictionary<ServerAddress, SetAsideReader> NoneAside = ImmutableDictionary<ServerAddress, SetAsideReader>.Empty;
    private static readonly OutlierOptions Both = new() { ErrorPercent = 20, LatencyFactor = 4, AsideMs = 1000 };

    // Each reader: answers, failures, milliseconds an answer takes.
    [Theory]
    [InlineData("100/0/1 100/0/1 100/0/1", "")]
    [InlineData("80/20/1 100/0/1 100/0/1", "a")]
    [InlineData("81/19/1 100/0/1 100/0/1", "")]
    // A fleet of which all fail has no outlier: something else is wrong.
    [InlineData("50/50/1 60/40/1 55/45/1", "")]
    // One failure proves nothing.
    [InlineData("0/1/1 100/0/1 100/0/1", "")]
    [InlineData("0/10/0 100/0/1 100/0/1", "a")]
    [InlineData("100/0/20 100/0/5 100/0/4", "a")]
    [InlineData("100/0/15 100/0/5 100/0/4", "")]
    // Four times nearly nothing is nothing.
    [InlineData("100/0/2 100/0/0.2 100/0/0.2", "")]
    [InlineData("100/0/80 100/0/1", "a")]
    // One place of three: the one that fails, not the one that is slow.
    [InlineData("100/0/80 10/90/1 100/0/1", "b")]
    // What nothing is known of is no measure.
    [InlineData("100/0/80 0/0/0 0/0/0", "")]
    [InlineData("100/0/80", "")]
    public void Set_aside_are(string readers, string expected) => Assert.Equal(expected, Names(OutlierRule.Look(NoneAside, Windows(readers), Both, TimeSpan.Zero), TimeSpan.Zero));

    [Fact]
    public void What_is_not_asked_for_is_not_looked_at()
    {
        Assert.Empty(OutlierRule.Look(NoneAside, Windows("0/100/900 100/0/1"), new OutlierOptions(), TimeSpan.Zero));
        Assert.Empty(OutlierRule.Look(NoneAside, Windows("100/0/900 100/0/1"), new OutlierOptions { ErrorPercent = 1 }, TimeSpan.Zero));
        Assert.Empty(OutlierRule.Look(NoneAside, Windows("0/100/1 100/0/1"), new OutlierOptions { LatencyFactor = 2 }, TimeSpan.Zero));
    }

    [Fact]
    public void Each_time_that_follows_soon_is_twice_as_long_and_the_first_one_counts_anew_after_a_good_time()
    {
        var (known, now) = (NoneAside, TimeSpan.Zero);
        foreach (var seconds in (int[])[1, 2, 4, 8, 16, 16])
        {
            known = OutlierRule.Look(known, Windows("0/100/1 100/0/1"), Both, now);
            Assert.Equal(TimeSpan.FromSeconds(seconds), known[Server('a')].For);
            Assert.True(OutlierRule.IsAside(known, Server('a'), now + TimeSpan.FromSeconds(seconds - 0.01)));
            now += TimeSpan.FromSeconds(seconds);
            Assert.False(OutlierRule.IsAside(known, Server('a'), now));
        }

        now += TimeSpan.FromSeconds(16);
        known = OutlierRule.Look(known, Windows("100/0/1 100/0/1"), Both, now);
        Assert.Empty(known);
        Assert.Equal(TimeSpan.FromSeconds(1), OutlierRule.Look(known, Windows("0/100/1 100/0/1"), Both, now)[Server('a')].For);
    }

    [Fact]
    public void The_reason_is_told_in_words()
    {
        Assert.Equal("90 of 100 reads failed in a second", OutlierRule.Look(NoneAside, Windows("10/90/1 100/0/1"), Both, TimeSpan.Zero)[Server('a')].Reason);
        Assert.Equal(
            "it takes 80 ms to answer, and other readers 1.5 ms",
            OutlierRule.Look(NoneAside, Windows("100/0/80 100/0/1.5"), Both, TimeSpan.Zero)[Server('a')].Reason);
    }

    [Fact]
    public void Whatever_happens_there_are_never_more_than_their_part_aside() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(
            (from percent in Gen.Choose(1, 99)
             from count in Gen.Choose(1, 9)
             from looks in Gen.Choose(0, 100).ArrayOf(count * 3).ArrayOf(12)
             select (percent, count, looks)).ToArbitrary(),
            each =>
            {
                var options = new OutlierOptions { ErrorPercent = 10, LatencyFactor = 2, AsideMs = 1500, MostPercent = each.percent };
                var known = NoneAside;
                for (var second = 0; second < each.looks.Length; second++)
                {
                    var look = each.looks[second];
                    ReaderWindow[] readers =
                    [
                        .. Enumerable.Range(0, each.count).Select(i => new ReaderWindow(
                            Server((char)('a' + i)), look[3 * i], look[(3 * i) + 1], TimeSpan.FromMilliseconds(look[(3 * i) + 2]))),
                    ];
                    var now = TimeSpan.FromSeconds(second);
                    known = OutlierRule.Look(known, readers, options, now);
                    Assert.InRange(Names(known, now).Length, 0, each.count * each.percent / 100);
                }
            }));

    private static ReaderWindow[] Windows(string readers) =>
    [
        .. readers.Split(' ').Select((reader, i) => reader.Split('/') is [var answers, var failures, var latency]
            ? new ReaderWindow(
                Server((char)('a' + i)), int.Parse(answers), int.Parse(failures),
                TimeSpan.FromMilliseconds(double.Parse(latency, System.Globalization.CultureInfo.InvariantCulture)))
            : throw new FormatException(reader)),
    ];

    private static string Names(ImmutableDictionary<ServerAddress, SetAsideReader> known, TimeSpan now) =>
        string.Concat(known.Keys.Where(server => OutlierRule.IsAside(known, server, now)).Select(server => server.Hostname).Order(StringComparer.Ordinal));

    private static ServerAddress Server(char name) => new(name.ToString(), 3306);
}
