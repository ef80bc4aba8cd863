using FsCheck;
using FsCheck.Fluent;
using RoutingData.Monitor;
using RoutingData.Monitor.Gtids;

namespace RoutingData.Tests.Topology;

[Trait("Requirement", "D38")]
public sealed class GtidPositionTests
{
    private const string U = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private const string V = "4350f323-7565-4e59-8763-4b1b83a0ce0e";

    [Theory]
    [InlineData("0-1-15", "0-1-15", true)]
    [InlineData("0-1-15", "0-1-14", true)]
    [InlineData("0-1-14", "0-1-15", false)]
    // Across a failover the server id changes and the sequence goes on.
    [InlineData("0-2-16", "0-1-15", true)]
    [InlineData("0-1-9", "0-1-10", false)]
    [InlineData("0-1-5,1-1-3", "1-1-3", true)]
    [InlineData("0-1-5", "0-1-5,1-1-3", false)]
    [InlineData(" 0-1-5 , 1-1-3 ", "1-1-3,0-1-5", true)]
    [InlineData("0-1-18446744073709551615", "0-1-18446744073709551614", true)]
    [InlineData("0-1-5", "", true)]
    [InlineData("", "0-1-5", false)]
    [InlineData("", "", true)]
    [InlineData("0-1-5", "0-1", false)]
    [InlineData("0-1", "0-1-5", false)]
    [InlineData("0-1-5", "0-1--1", false)]
    [InlineData("0-1-5", U + ":1-5", false)]
    public void MariaDb_compares_the_sequence_of_each_domain(string outer, string inner, bool contains) =>
        Assert.Equal(contains, GtidPosition.Contains(outer, inner, ServerFlavor.MariaDb));

    [Theory]
    [InlineData(U + ":1-5", U + ":1-5", true)]
    [InlineData(U + ":1-5", U + ":2-4", true)]
    [InlineData(U + ":1-5", U + ":5", true)]
    [InlineData(U + ":1-5", U + ":6", false)]
    [InlineData(U + ":1-5:7-9", U + ":1-9", false)]
    [InlineData(U + ":1-5:7-9", U + ":8:2-3", true)]
    // What has been applied and what has been received, written one after the other.
    [InlineData(U + ":1-5," + U + ":6-9", U + ":1-9", true)]
    [InlineData(U + ":1-5:8-9:3-7", U + ":1-9", true)]
    [InlineData(U + ":7-9:1-5", U + ":5-7", false)]
    [InlineData(U + ":1-5," + V + ":1-2", V + ":1", true)]
    [InlineData(U + ":1-5", V + ":1", false)]
    [InlineData("3E11FA47-71CA-11E1-9E33-C80AA9429562:1-5", U + ":1-5", true)]
    // Tags, since 8.3.
    [InlineData(U + ":1-5:blue:1-3", U + ":blue:1-3", true)]
    [InlineData(U + ":1-5", U + ":blue:1-3", false)]
    [InlineData(U + ":blue:1-3", U + ":1-3", false)]
    [InlineData(U + ":1-5", "", true)]
    [InlineData("", "", true)]
    [InlineData("", U + ":1", false)]
    [InlineData(U + ":1-5", U, false)]
    [InlineData(U + ":1-5", "nonsense", false)]
    [InlineData("nonsense", U + ":1", false)]
    [InlineData(U + ":1-5", U + ":5-x", false)]
    [InlineData(U + ":1-5", U + ":5-1", false)]
    [InlineData(U + ":1-5", "0-1-15", false)]
    public void MySql_compares_the_intervals_of_each_source(string outer, string inner, bool contains) =>
        Assert.Equal(contains, GtidPosition.Contains(outer, inner, ServerFlavor.MySql));

    [Fact]
    public void MySql_agrees_with_sets_of_numbers()
    {
        var numbers = Gen.Choose(1, 12).ListOf().Select(list => list.ToHashSet());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(numbers.ToArbitrary(), numbers.ToArbitrary(), (outer, inner) =>
            GtidPosition.Contains(Text(outer), Text(inner), ServerFlavor.MySql) == inner.IsSubsetOf(outer)));
    }

    [Fact]
    public void MariaDb_agrees_with_the_sequences_of_each_domain()
    {
        var domains = Gen.Choose(0, 6).ArrayOf(3);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(domains.ToArbitrary(), domains.ToArbitrary(), (outer, inner) =>
            GtidPosition.Contains(MariaDb(outer), MariaDb(inner), ServerFlavor.MariaDb) ==
                outer.Zip(inner).All(pair => pair.First >= pair.Second)));
    }

    // As a server writes them: neighbours joined.
    private static string Text(HashSet<int> numbers)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var number in numbers.Order())
        {
            if (ranges is [.., var last] && last.Last == number - 1) ranges[^1] = (last.First, number);
            else ranges.Add((number, number));
        }

        return ranges.Count == 0 ? "" :
            $"{U}:{string.Join(':', ranges.Select(range => range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}"))}";
    }

    private static string MariaDb(int[] sequences) =>
        string.Join(',', sequences.Select((sequence, domain) => (sequence, domain))
            .Where(pair => pair.sequence > 0)
            .Select(pair => $"{pair.domain}-1-{pair.sequence}"));
}
