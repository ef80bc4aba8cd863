using FsCheck;
using FsCheck.Fluent;
using RoutingData.Connecting;
using RoutingData.Connecting.ReaderSelection;
using RoutingData.Monitor;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Connecting;

/// <summary>Readers of the process's own zone first, where there are any that may answer.</summary>
public sealed class ZonePreferenceTests
{
    private const string Names = "abcde";

    [Theory]
    [InlineData("a=w b=r c=r d=r e=r", "bc", "bc")]
    [InlineData("a=w b=r c=t d=r e=r", "bc", "b")]
    // No local one is left: all others, and no error.
    [InlineData("a=w b=t c=t d=r e=r", "bc", "de")]
    [InlineData("a=w b=r c=r d=r e=r", "", "bcde")]
    [InlineData("a=w b=r c=r d=r e=r", "bcde", "bcde")]
    // The writer's zone says nothing of readers.
    [InlineData("a=w b=r c=r d=r e=r", "a", "bcde")]
    // No reader at all: the writer, wherever it is.
    [InlineData("a=w b=t c=t d=t e=t", "bc", "a")]
    public void Chosen_are(string schedule, string local, string chosen)
    {
        // A server that is not well any more is one of these as long as it was not asked often enough.
        var fleet = Fleet.Of(Names, writerIsAlsoReader: false, maxFailures: 1).See("a=w b=r c=r d=r e=r").See(schedule);
        Assert.Equal(chosen, Chosen(fleet, Selector(local)));
    }

    [Fact]
    public void For_any_fleet_local_ones_are_chosen_exactly_where_there_are_some() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(
            Gen.Elements(Names[1..].ToArray()).ArrayOf().Two().ToArbitrary(),
            both =>
            {
                var (local, dead) = (new string(both.Item1), both.Item2.Distinct().ToArray());
                var fleet = Fleet.Of(Names, writerIsAlsoReader: false, maxFailures: 1).See("a=w b=r c=r d=r e=r").See(string.Join(' ', dead.Select(name => $"{name}=t")));
                var alive = fleet.Names(20);
                var near = string.Concat(alive.Where(local.Contains));
                Assert.Equal(near.Length > 0 ? near : alive.Length > 0 ? alive : "a", Chosen(fleet, Selector(local)));
            }));

    [Fact]
    [Trait("Requirement", "D50")]
    public void A_zone_whose_readers_come_back_slowly_takes_no_more_than_they_may()
    {
        var fleet = Fleet.Of("abc", writerIsAlsoReader: false).See("a=w b=r c=r");
        var selector = new ReaderSelector(WeightedRandomPolicy.Instance, server => server.Hostname == "b" ? 0.25 : 1, _ => 0)
        {
            IsLocal = server => server.Hostname == "b",
        };
        var chosen = Enumerable.Range(0, 1000).Select(i => ServerChoice.For(fleet.Now, 20, [], selector, (i + 0.5) / 1000)!.Address.Hostname);
        Assert.Equal(250, chosen.Count(server => server == "b"));
    }

    [Fact]
    public void Within_the_zone_the_weights_hold()
    {
        var fleet = Fleet.Of(Names, writerIsAlsoReader: false).See("a=w b=r c=r d=r e=r");
        var selector = new ReaderSelector(WeightedRandomPolicy.Instance, server => server.Hostname == "b" ? 1 : 0.25, _ => 0)
        {
            IsLocal = server => server.Hostname is "b" or "c",
        };
        var chosen = Enumerable.Range(0, 1000).Select(i => ServerChoice.For(fleet.Now, 20, [], selector, (i + 0.5) / 1000)!.Address.Hostname);
        Assert.Equal(800, chosen.Count(server => server == "b"));
    }

    private static ReaderSelector Selector(string local) => new(WeightedRandomPolicy.Instance, _ => 1, _ => 0)
    {
        IsLocal = server => local.Contains(server.Hostname, StringComparison.Ordinal),
    };

    private static string Chosen(Fleet fleet, ReaderSelector selector) => string.Concat(
        Enumerable.Range(0, 200).Select(i => ServerChoice.For(fleet.Now, 20, [], selector, (i + 0.5) / 200)!.Address.Hostname).Distinct().Order(StringComparer.Ordinal));
}
