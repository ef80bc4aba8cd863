using RoutingData.Connecting;
using RoutingData.Connecting.ReaderSelection;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Connecting;

/// <summary>What a policy is asked, and what becomes of its answer.</summary>
public sealed class ReaderSelectorTests
{
    [Fact]
    public void A_policy_is_asked_of_those_that_may_serve_with_the_weight_that_counts_and_what_is_in_use()
    {
        var policy = new Recording(answer: 1);
        var selector = new ReaderSelector(
            policy, server => server.Hostname == "b" ? 0.5 : server.Hostname == "c" ? 0 : 1, server => server.Hostname == "d" ? 7 : 0);
        var fleet = Fleet.Of("abcd").See("a=w b=r c=r d=r");

        var chosen = ServerChoice.For(fleet.Now, 20, [], selector, sample: 0.25);

        Assert.Equal("b", chosen!.Address.Hostname);
        Assert.Equal([("a", 1.0, 0), ("b", 0.5, 0), ("d", 1.0, 7)], policy.Asked.Select(candidate => (candidate.Address.Hostname, candidate.Weight, candidate.InUse)));
    }

    [Fact]
    public void Of_one_server_it_is_not_asked()
    {
        var policy = new Recording(answer: 0);
        var selector = new ReaderSelector(policy, _ => 1, _ => 0);
        Assert.Equal("a", ServerChoice.For(Fleet.Of("ab").See("a=w b=r").Now, 10, [], selector, sample: 0)!.Address.Hostname);
        Assert.Empty(policy.Asked);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void An_answer_that_is_no_candidate_is_an_error_that_names_the_policy(int answer)
    {
        var selector = new ReaderSelector(new Recording(answer), _ => 1, _ => 0);
        var fleet = Fleet.Of("ab").See("a=w b=r");
        var error = Assert.Throws<InvalidOperationException>(() => ServerChoice.For(fleet.Now, 20, [], selector, sample: 0));
        Assert.Contains("Recording", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void There_may_be_more_servers_than_fit_on_the_stack()
    {
        const string names = "abcdefghijklmnopqrst";
        var fleet = Fleet.Of(names).See("a=w " + string.Join(' ', names[1..].Select(name => $"{name}=r")));
        var chosen = Enumerable.Range(0, 20).Select(i => ServerChoice.For(fleet.Now, 20, [], ReaderSelector.Plain, (i + 0.5) / 20)!.Address.Hostname);
        Assert.Equal(names.Select(name => $"{name}"), chosen);
    }

    private sealed class Recording(int answer) : IReaderSelectionPolicy
    {
        public List<ReaderCandidate> Asked { get; } = [];

        public string Name => nameof(Recording);

        public int Choose(ReadOnlySpan<ReaderCandidate> candidates, double sample)
        {
            Asked.AddRange(candidates);
            return answer;
        }
    }
}
