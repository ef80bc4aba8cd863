using RoutingData.Connecting.ReaderSelection;
using RoutingData.Monitor;

namespace RoutingData.Tests.Connecting;

/// <summary>The policies that draw two: the weights hold while nothing speaks against them, and what speaks against them is bounded.</summary>
public sealed class PairPolicyTests
{
    private const int Picks = 20_000;

    public static TheoryData<string> Names => [ReaderSelectionPolicies.PowerOfTwo, ReaderSelectionPolicies.Latency];

    [Theory]
    [MemberData(nameof(Names))]
    public void Shares_follow_the_weights_while_all_are_as_busy_for_theirs(string name)
    {
        var policy = Of(name);
        foreach (var busy in (int[])[0, 1, 7])
        {
            foreach (var weights in (int[][])[[1, 1], [1, 3], [1, 1, 1], [5, 2, 2, 1], [1, 100]])
            {
                var random = new Random(busy);
                var counts = new int[weights.Length];
                ReaderCandidate[] candidates = [.. weights.Select((weight, i) => Candidate(i, weight, inUse: busy * weight, latency: 3))];
                for (var pick = 0; pick < Picks; pick++) counts[policy.Choose(candidates, random.NextDouble())]++;
                for (var i = 0; i < weights.Length; i++) AssertBinomial(counts[i], (double)weights[i] / weights.Sum());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_share_grows_slowly_while_a_server_comes_back(string name)
    {
        var policy = Of(name);
        // The others have much to do: that is no reason to run to the one that starts.
        ReaderCandidate[] candidates = [Candidate(0, 1, 8, 3), Candidate(1, 1, 8, 3), Candidate(2, 0.02, 0, 3)];
        var random = new Random(4);
        var chosen = Enumerable.Range(0, Picks).Count(_ => policy.Choose(candidates, random.NextDouble()) == 2);
        AssertBinomial(chosen, 0.02 / 2.02);
    }

    [Theory]
    [InlineData(0, 1, 0, 1, false)]
    [InlineData(5, 1, 4, 1, false)]
    [InlineData(5, 1, 3, 1, true)]
    // Twice the weight may have twice as much in use.
    [InlineData(6, 2, 2, 1, false)]
    [InlineData(7, 2, 1, 1, true)]
    [InlineData(1, 1, 1, 2, false)]
    [InlineData(2, 1, 1, 2, true)]
    public void The_second_takes_the_firsts_place_when_it_has_less_to_do_for_its_weight(int first, int firstWeight, int second, int secondWeight, bool takes) =>
        Assert.Equal(takes, PairOfReaders.IsSecondBetter(Candidate(0, firstWeight, first, 0), Candidate(1, secondWeight, second, 0)));

    [Theory]
    [InlineData(20, 0, 1, 0, true)]
    [InlineData(1.4, 0, 1, 0, false)]
    [InlineData(1, 0, 20, 0, false)]
    [InlineData(20, 1, 1, 8, true)]
    // So much in use is as slow in the end.
    [InlineData(20, 1, 1, 20, false)]
    // Nothing is known of one: what is in use decides.
    [InlineData(20, 0, 0, 0, false)]
    [InlineData(20, 5, 0, 1, true)]
    public void Or_when_it_is_likely_to_answer_sooner(double first, int firstInUse, double second, int secondInUse, bool takes) =>
        Assert.Equal(takes, PairOfReaders.IsSecondBetter(Candidate(0, 1, firstInUse, first), Candidate(1, 1, secondInUse, second)));

    [Fact]
    public void A_slow_one_gets_its_part_of_the_trickle_and_no_more()
    {
        ReaderCandidate[] candidates = [Candidate(0, 1, 1, 2000), Candidate(1, 1, 1, 1), Candidate(2, 1, 1, 1)];
        var random = new Random(5);
        var chosen = Enumerable.Range(0, 10 * Picks).Count(_ => new LatencyPolicy().Choose(candidates, random.NextDouble()) == 0);
        AssertBinomial(chosen, LatencyPolicy.Trickle / 3, 10 * Picks);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_slow_reader_has_a_small_share_and_is_found_when_it_is_quick_again(int seed)
    {
        var model = new ReaderModel(new LatencyPolicy(), workers: 16, [20, 0.5, 0.5], new Random(seed));
        model.Run(20_000);
        var slow = model.Run(50_000);
        Assert.InRange(slow[0], 1, 50_000 / 100);

        model.Milliseconds[0] = 0.5;
        // One choice of 768 tries it whatever is known, and a hundred quick answers are enough, however close they come.
        model.Run(100 * 768);
        var after = model.Run(50_000);
        Assert.All(after, picks => Assert.InRange(picks, 50_000 / 4, 50_000 / 2));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Under_load_each_gets_what_its_weight_says_where_all_are_as_quick_for_it(string name)
    {
        // A server of three times the weight answers three times as much at once; here nothing queues, and weights decide alone.
        var model = new ReaderModel(Of(name), workers: 12, [1, 1, 1], new Random(6)) { Weights = [2, 1, 1] };
        var counts = model.Run(40_000);
        Assert.InRange(counts[0], 40_000 * 0.42, 40_000 * 0.58);
        Assert.InRange(counts[1], 40_000 * 0.20, 40_000 * 0.30);
        Assert.InRange(counts[2], 40_000 * 0.20, 40_000 * 0.30);
    }

    private static IReaderSelectionPolicy Of(string name) => name == ReaderSelectionPolicies.Latency ? new LatencyPolicy() : new PowerOfTwoPolicy();

    // Five standard deviations: with a fixed seed it holds or it does not.
    private static void AssertBinomial(int count, double share, int picks = Picks) =>
        Assert.InRange(count, (share * picks) - (5 * Math.Sqrt(share * (1 - share) * picks)), (share * picks) + (5 * Math.Sqrt(share * (1 - share) * picks)));

    private static ReaderCandidate Candidate(int number, double weight, int inUse, double latency) => new()
    {
        Address = new ServerAddress("db", number), Weight = weight, InUse = inUse, Latency = TimeSpan.FromMilliseconds(latency),
    };
}
