using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using RoutingData.Backends;
using RoutingData.Monitor;
using RoutingData.Tests.Topologies;

namespace RoutingData.Tests.Backends;

/// <summary>mysql_servers.weight. The dice is swept over its whole range instead of being thrown.</summary>
public sealed class WeightedChoiceTests
{
    private const int Most = 10_000_000;

    [Fact]
    public void Each_server_is_chosen_as_often_as_its_weight_says_and_weight_0_never()
    {
        var fleets =
            from weights in Gen.Choose(0, 6).ArrayOf().Where(weights => weights.Length < 8)
            from eligible in Gen.Elements(true, true, true, false).ArrayOf(weights.Length)
            select (weights, eligible);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(fleets.ToArbitrary(), fleet =>
        {
            var members = Members(fleet.weights);
            var total = fleet.weights.Where((_, i) => fleet.eligible[i]).Sum();
            var chosen = new int[fleet.weights.Length];
            for (var slot = 0; slot < total; slot++)
            {
                var member = WeightedChoice.Pick(members, fleet, static (fleet, member) => fleet.eligible[Index(member)] ? 1 : 0, (slot + 0.5) / total);
                chosen[Index(member!)]++;
            }

            Assert.Equal(fleet.weights.Select((weight, i) => fleet.eligible[i] ? weight : 0), chosen);
            if (total == 0) Assert.Null(WeightedChoice.Pick(members, fleet, static (fleet, member) => fleet.eligible[Index(member)] ? 1 : 0, 0));
        }));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.0099, 0)]
    [InlineData(0.011, 1)]
    [InlineData(0.9999999999, 1)]
    public void The_largest_weights_do_not_overflow(double dice, int server)
    {
        var members = Members([Most / 100, .. Enumerable.Repeat(Most, 999)]);
        var index = Index(WeightedChoice.Pick(members, 0, (_, _) => 1, dice)!);
        if (server == 0) Assert.True(index <= 10, $"{index}");
        else Assert.InRange(index, 10, 999);
    }

    [Fact]
    public void Every_dice_chooses_somebody()
    {
        var members = Members([3, 0, 7, 1, 0]);
        for (var dice = 0.0; dice < 1; dice += 1.0 / 1024) Assert.NotNull(WeightedChoice.Pick(members, 0, (_, _) => 1, dice));
        Assert.NotNull(WeightedChoice.Pick(members, 0, (_, _) => 1, Math.BitDecrement(1.0)));
    }

    private static int Index(HostgroupMember member) => member.Address.Port;

    private static ImmutableArray<HostgroupMember> Members(IEnumerable<int> weights)
    {
        var state = Fleet.Of("a").Now.Servers[0];
        return [.. weights.Select((weight, i) =>
            new HostgroupMember(new ServerDefinition(20, new ServerAddress("db", i)) { Weight = weight }, State(i)))];

        ServerState State(int port) => Topology.Initial(new TopologyDefinition
        {
            Servers = [new ServerDefinition(20, new ServerAddress(state.Address.Hostname, port))],
            ReplicationHostgroups = [],
        }).Servers[0];
    }
}
