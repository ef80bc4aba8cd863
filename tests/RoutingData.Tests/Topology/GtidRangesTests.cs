using System.Collections;
using FsCheck;
using FsCheck.Fluent;
using RoutingData.Monitor;
using RoutingData.Monitor.Gtids;

namespace RoutingData.Tests.Topology;

/// <summary>Sets of GTIDs of any size are compared in one walk; what a naive model of numbers says they must say.</summary>
[Trait("Fault", "B9")]
public sealed class GtidRangesTests
{
    private const string U = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    private static readonly Gen<GtidRange[]> AnyRanges =
        (from first in Gen.Choose(1, 40) from length in Gen.Choose(0, 5) select new GtidRange((ulong)first, (ulong)(first + length)))
        .ArrayOf();

    // A server or a server and a tag, written in any order and in pieces.
    private static readonly Gen<(string Source, int Number)[]> AnySet =
        (from source in Gen.Elements("u", "v", "u:blue", "u:red", "v:blue") from number in Gen.Choose(1, 8) select (source, number)).ArrayOf();

    [Fact]
    public void Joined_ranges_are_sorted_do_not_touch_and_hold_the_same_numbers() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(AnyRanges.ToArbitrary(), ranges =>
        {
            var joined = GtidRanges.Joined([.. ranges]);
            return Numbers(joined).SetEquals(Numbers(ranges)) &&
                joined.Zip(joined.Skip(1)).All(pair => pair.First.Last + 1 < pair.Second.First);
        }));

    [Fact]
    public void Missing_is_what_is_missing() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(AnyRanges.ToArbitrary(), AnyRanges.ToArbitrary(), (outer, inner) =>
        {
            var missing = GtidRanges.Missing(GtidRanges.Joined([.. outer]), GtidRanges.Joined([.. inner])).ToArray();
            return Numbers(missing).SetEquals(Numbers(inner).Except(Numbers(outer))) &&
                missing.Zip(missing.Skip(1)).All(pair => pair.First.Last < pair.Second.First);
        }));

    [Fact]
    public void Tagged_sets_agree_with_sets_of_pairs() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(AnySet.ToArbitrary(), AnySet.ToArbitrary(), (outer, inner) =>
            GtidPosition.Contains(Text(outer), Text(inner), ServerFlavor.MySql) == inner.ToHashSet().IsSubsetOf(outer)));

    [Fact]
    public void The_last_number_there_is_overflows_nothing()
    {
        var all = new GtidRange(1, ulong.MaxValue);
        Assert.Equal([all], GtidRanges.Joined([new(5, ulong.MaxValue), all, new(7, 9)]));
        Assert.Equal([new GtidRange(1, 4)], GtidRanges.Missing([new(5, ulong.MaxValue)], [all]));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void One_walk_along_both_is_all_it_takes(int size)
    {
        var outer = new Counted(size, last: 1);
        var inner = new Counted(size, last: 0);
        Assert.Empty(GtidRanges.Missing(outer, inner));
        Assert.Equal(size, GtidRanges.Missing(inner, outer).Count());
        Assert.InRange(outer.Looks + inner.Looks, size, 20 * size);
    }

    [Theory]
    [InlineData("0-1-15", "0-1-15", "nothing is missing")]
    [InlineData("0-1-15", "0-2-17,1-1-3", "5 transactions are missing, the first of them 0:16-17")]
    [InlineData("0-1-15", "nonsense", "what is missing cannot be told")]
    public void What_is_missing_is_told_in_a_few_words(string own, string other, string said) =>
        Assert.Equal(said, new GtidPosition(own, ServerFlavor.MariaDb).Lack(new GtidPosition(other, ServerFlavor.MariaDb)));

    [Fact]
    public void A_log_line_holds_no_whole_set()
    {
        var set = U + string.Concat(Enumerable.Range(1, 20_000).Select(i => $":{2 * i}"));
        var said = new GtidPosition(U + ":1-4", ServerFlavor.MySql).Lack(new GtidPosition(set, ServerFlavor.MySql));
        Assert.Equal($"19998 transactions are missing, the first of them {U}:6", said);
    }

    [Fact]
    public void A_set_is_read_once_while_a_server_says_the_same()
    {
        var first = GtidPosition.Of(U + ":1-5", ServerFlavor.MySql, former: null);
        Assert.Same(first, GtidPosition.Of(new string(first.Text.AsSpan()), ServerFlavor.MySql, first));
        Assert.NotSame(first, GtidPosition.Of(U + ":1-6", ServerFlavor.MySql, first));
    }

    private static HashSet<ulong> Numbers(IEnumerable<GtidRange> ranges) =>
        [.. ranges.SelectMany(range => Enumerable.Range((int)range.First, (int)range.Count)).Select(number => (ulong)number)];

    private static string Text((string Source, int Number)[] set) =>
        string.Join(',', set.Select(gtid => $"{gtid.Source}:{gtid.Number}"));

    // 10-10, 20-20... : ranges that count how often they are looked at.
    private sealed class Counted(int size, ulong last) : IReadOnlyList<GtidRange>
    {
        public int Looks { get; private set; }

        public int Count => size;

        public GtidRange this[int index]
        {
            get
            {
                Looks++;
                var first = 10 * (ulong)(index + 1);
                return new GtidRange(first, first + last);
            }
        }

        public IEnumerator<GtidRange> GetEnumerator() => throw new NotSupportedException();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
