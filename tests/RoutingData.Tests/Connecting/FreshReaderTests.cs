using RoutingData.Connecting;
using RoutingData.Connecting.ReaderSelection;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Connecting;

/// <summary>Which reader answers where the one that was drawn is not fresh enough.</summary>
[Trait("Requirement", "D21")]
public sealed class FreshReaderTests
{
    private const int Draws = 1200;

    // b lacks what the session has seen; c and d have it.
    private readonly Fleet _fleet = Fleet.Of("abcd", writerIsAlsoReader: false).See("b=r@0-1-4 c=r@0-1-4 d=r@0-1-4 a=w@0-1-5 c=r@0-1-5 d=r@0-1-5");

    [Theory]
    [InlineData(ReaderSelectionPolicies.WeightedRandom)]
    [InlineData(ReaderSelectionPolicies.PowerOfTwo)]
    [InlineData(ReaderSelectionPolicies.LeastInUse)]
    public void The_others_take_what_it_would_have_got_in_equal_parts(string policy)
    {
        var chosen = Chosen(new ReaderSelector(PolicyOf(policy), _ => 1, _ => 0), same: null);
        Assert.Equal((Draws, 0), (chosen.Values.Sum(), chosen.GetValueOrDefault('b')));
        Assert.All("cd", name => Assert.InRange(chosen[name], Draws * 0.45, Draws * 0.55));
    }

    [Theory]
    // The session stays where it was, if that is one of those to choose from.
    [InlineData("", "", "d", "cd")]
    // In the zone, and outside of it.
    [InlineData("bcd", "", "d", "cd")]
    [InlineData("bc", "", "d", "c")]
    [InlineData("b", "", "d", "d")]
    // Set aside.
    [InlineData("", "d", "d", "c")]
    [InlineData("", "cd", "d", "d")]
    public void The_one_that_the_session_was_on_comes_first_among_those_that_a_choice_is_made_of(string local, string aside, string same, string expected)
    {
        var selector = new ReaderSelector(WeightedRandomPolicy.Instance, _ => 1, _ => 0)
        {
            IsLocal = local.Length == 0 ? null : server => local.Contains(server.Hostname, StringComparison.Ordinal),
            IsAside = aside.Length == 0 ? null : server => aside.Contains(server.Hostname, StringComparison.Ordinal),
        };
        Assert.Equal(expected, string.Concat(Chosen(selector, same[0]).Keys.Order()));
    }

    private static IReaderSelectionPolicy PolicyOf(string name) => name switch
    {
        ReaderSelectionPolicies.PowerOfTwo => new PowerOfTwoPolicy(),
        ReaderSelectionPolicies.LeastInUse => new LeastInUsePolicy(),
        _ => WeightedRandomPolicy.Instance,
    };

    private Dictionary<char, int> Chosen(ReaderSelector selector, char? same)
    {
        var demand = new FreshnessDemand(Since: 6, Bound: 0, Previous: null, Same: same is { } name ? Fleet.Address(name) : null);
        return Enumerable.Range(0, Draws).Select(draw => ServerChoice.For(_fleet.Now, 20, [], selector, (draw + 0.5) / Draws, demand)!.Address.Hostname[0])
            .CountBy(server => server).ToDictionary();
    }
}
