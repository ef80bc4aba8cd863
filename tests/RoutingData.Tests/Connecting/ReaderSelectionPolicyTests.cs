using FsCheck;
using FsCheck.Fluent;
using RoutingData.Connecting.ReaderSelection;
using RoutingData.Monitor;

namespace RoutingData.Tests.Connecting;

/// <summary>The policies that come with the library, and mysql_servers.weight. The sample is swept over its whole range instead of being thrown.</summary>
public sealed class ReaderSelectionPolicyTests
{
    private const int Most = 10_000_000;

    private static readonly Gen<int[]> Weights = Gen.Choose(1, 6).ArrayOf().Where(weights => weights.Length is > 0 and < 12);

    [Fact]
    public void At_random_each_is_chosen_as_often_as_its_weight_says() => ForAll(weights =>
    {
        var total = weights.Sum();
        var chosen = Enumerable.Range(0, total).Select(slot => WeightedRandomPolicy.Instance.Choose(Of(weights), (slot + 0.5) / total));
        Assert.Equal(weights, Count(chosen, weights.Length));
    });

    [Fact]
    public void In_turn_each_is_chosen_as_often_as_its_weight_says_round_after_round() => ForAll(weights =>
    {
        var policy = new RoundRobinPolicy();
        for (var round = 0; round < 3; round++)
        {
            var chosen = Enumerable.Range(0, weights.Sum()).Select(_ => policy.Choose(Of(weights), sample: 0));
            Assert.Equal(weights, Count(chosen, weights.Length));
        }
    });

    [Fact]
    public void In_turn_equals_alternate_and_one_that_is_away_for_a_time_does_not_catch_up_for_more_than_a_round()
    {
        var policy = new RoundRobinPolicy();
        Assert.Equal([0, 1, 2, 0, 1, 2], Enumerable.Range(0, 6).Select(_ => policy.Choose(Of([1, 1, 1]), sample: 0)));
        Assert.Equal([0, 1, 0, 1], Enumerable.Range(0, 4).Select(_ => policy.Choose(Of([1, 1]), sample: 0)));
        Assert.Equal([2, 2, 2], Count(Enumerable.Range(0, 6).Select(_ => policy.Choose(Of([1, 1, 1]), sample: 0)), 3));
    }

    [Fact]
    public void The_least_in_use_keeps_loads_as_the_weights_say() => ForAll(weights =>
    {
        var inUse = new int[weights.Length];
        for (var turn = 0; turn < 10 * weights.Sum(); turn++) inUse[new LeastInUsePolicy().Choose(Of(weights, inUse), turn / 1000.0 % 1)]++;
        Assert.Equal(weights.Select(weight => 10 * weight), inUse);
    });

    [Fact]
    public void Among_equals_the_least_in_use_is_at_random()
    {
        var chosen = Enumerable.Range(0, 30).Select(i => new LeastInUsePolicy().Choose(Of([1, 1, 1, 1], [2, 0, 0, 0]), i / 30.0));
        Assert.Equal([0, 10, 10, 10], Count(chosen, 4));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.0099, 0)]
    [InlineData(0.011, 1)]
    [InlineData(0.9999999999, 1)]
    public void The_largest_weights_do_not_overflow(double sample, int server)
    {
        var index = WeightedRandomPolicy.Instance.Choose(Of([Most / 100, .. Enumerable.Repeat(Most, 999)]), sample);
        if (server == 0) Assert.True(index <= 10, $"{index}");
        else Assert.InRange(index, 10, 999);
    }

    private static void ForAll(Action<int[]> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Weights.ToArbitrary(), holds));

    private static int[] Count(IEnumerable<int> chosen, int servers)
    {
        var counts = new int[servers];
        foreach (var index in chosen) counts[index]++;
        return counts;
    }

    private static ReaderCandidate[] Of(int[] weights, int[]? inUse = null) =>
        [.. weights.Select((weight, i) => new ReaderCandidate { Address = new ServerAddress("db", i), Weight = weight, InUse = inUse?[i] ?? 0 })];
}
