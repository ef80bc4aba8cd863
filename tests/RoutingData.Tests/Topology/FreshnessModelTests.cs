using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using RoutingData.Monitor;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Topology;

namespace RoutingData.Tests.Topology;

/// <summary>Writers that write and change, readers that apply when they like and lose the end of it, fetches that are under way as long as they
/// like: what is said of a reader is never more than it has.</summary>
public sealed class FreshnessModelTests
{
    private static readonly Gen<string> AnyStep = Gen.Frequency(
        (6, Gen.Constant("write")), (3, Gen.Constant("ask a")), (4, Gen.Constant("answer a")),
        (3, Gen.Constant("apply b")), (2, Gen.Constant("apply c")), (3, Gen.Constant("answer b")), (3, Gen.Constant("answer c")),
        (1, Gen.Constant("crash b")));

    [Fact]
    [Trait("Requirement", "D23")]
    public void A_reader_that_is_said_to_show_a_moment_has_every_write_answered_by_then()
    {
        var (known, unknown) = (0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(AnyStep.ListOf(300)), steps =>
        {
            var fleet = Fleet.Of("abc").See("a=w@0-1-1 b=r@0-1-1 c=r@0-1-1");
            var answered = new List<(long Moment, int Sequence)>();
            var (written, asked) = (1, 0);
            var applied = new Dictionary<char, int> { ['b'] = 1, ['c'] = 1 };
            foreach (var step in steps)
            {
                var server = step[^1];
                switch (step)
                {
                    case "write":
                        answered.Add((fleet.Mark(), ++written));
                        break;
                    case "ask a":
                        if (asked == 0) fleet.See("a>");
                        asked = written;
                        break;
                    // Of any moment since it set out.
                    case "answer a":
                        fleet.See(string.Create(CultureInfo.InvariantCulture, $"a=w@0-1-{(asked > 0 ? asked : written)}"));
                        asked = 0;
                        break;
                    case "apply b" or "apply c":
                        applied[server] = Math.Min(written, applied[server] + 1 + (written % 3));
                        break;
                    case "crash b":
                        applied['b'] = Math.Max(1, applied['b'] - 2);
                        fleet.See("b=t");
                        break;
                    default:
                        fleet.See(string.Create(CultureInfo.InvariantCulture, $"{server}=r@0-1-{applied[server]}^"));
                        break;
                }

                foreach (var reader in "bc")
                {
                    foreach (var (moment, sequence) in answered)
                    {
                        var shows = fleet.Now.Shows(20, Fleet.Address(reader), moment);
                        if (shows) known++;
                        else unknown++;
                        Assert.True(!shows || applied[reader] >= sequence, $"{reader} has {applied[reader]}, not {sequence}, answered at {moment}");
                    }
                }
            }
        }));

        // There must have been enough of both.
        Assert.True(known > 100_000 && unknown > 100_000, $"{known} known, {unknown} unknown");
    }

    [Fact]
    public void A_trail_stays_small_and_reaches_far_back()
    {
        WriterTrail? trail = null;
        for (var at = 1; at <= 100_000; at++)
        {
            var fetch = new PositionFetch(at, Position(at));
            trail = trail?.With(fetch) ?? new WriterTrail(fetch);
        }

        Assert.True(trail!.Count <= 64, $"{trail.Count}");
        foreach (var late in new[] { 0, 1, 3, 10, 100, 1000, 10_000, 50_000 })
        {
            var found = trail.NewestShownBy(Position(100_000 - late));
            // As exact as it is late.
            Assert.InRange(found, 100_000 - late - (late / 2) - 1, 100_000 - late);
        }
    }

    private static ServerPosition Position(long sequence)
    {
        var gtids = new GtidPosition(string.Create(CultureInfo.InvariantCulture, $"0-1-{sequence}"), ServerFlavor.MariaDb);
        return new ServerPosition(gtids, gtids, gtids, CountsWrites: true);
    }
}
