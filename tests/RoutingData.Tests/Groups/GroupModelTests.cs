using RoutingData.Monitor;
using RoutingData.Monitor.Reports;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Groups;

/// <summary>Whatever happens to a group, and in whatever order its servers are heard: what is outside the newest view that was heard of gets nothing.</summary>
[Trait("Requirement", "D36")]
public sealed class GroupModelTests
{
    private const string Names = "abc";

    [Fact]
    public void No_member_outside_the_newest_view_heard_of_gets_a_statement() =>
        Assert.All(Enumerable.Range(0, 400), seed => Assert.Null(Violation(seed, ReadOnlyCheck.GroupReplication)));

    [Fact]
    public void Read_only_alone_would_send_statements_outside_the_view() =>
        Assert.Contains(Enumerable.Range(0, 400), seed => Violation(seed, ReadOnlyCheck.ReadOnly) is not null);

    [Fact]
    public void When_it_has_come_to_rest_all_serve_as_the_group_says() => Assert.All(Enumerable.Range(0, 400), seed =>
    {
        var (group, fleet, random) = Start(seed, ReadOnlyCheck.GroupReplication);
        for (var step = 0; step < 200; step++) Go(group, fleet, random);
        group.Settle();
        for (var round = 0; round < 2; round++)
        {
            foreach (var name in Names) fleet.See(Fleet.Address(name), group.Answer(name));
        }

        Assert.Equal($"{group.Primary}|{Names}|", fleet.Roles);
    });

    private static string? Violation(int seed, ReadOnlyCheck check)
    {
        var (group, fleet, random) = Start(seed, check);
        var newest = new GroupMembership(null, []);
        for (var step = 0; step < 200; step++)
        {
            if (Go(group, fleet, random) is { Group: { View: { } view, HasQuorum: true } said } && (newest.View is not { } known || view.CompareTo(known) > 0))
                newest = said;
            foreach (var name in fleet.Names(10) + fleet.Names(20))
            {
                if (newest.View is not null && newest.Find(ProbeWord.Identity(name)) is null)
                    return $"seed {seed}, step {step}: {name} serves outside view {newest.View}: {fleet.Roles}";
            }
        }

        return null;
    }

    private static (TrueGroup Group, Fleet Fleet, Random Random) Start(int seed, ReadOnlyCheck check)
    {
        var random = new Random(seed);
        var fleet = new Fleet(new TopologyDefinition
        {
            Servers = [.. Names.Select(name => new ServerDefinition(20, Fleet.Address(name)))],
            ReplicationHostgroups = [new ReplicationHostgroup(10, 20, check)],
        });
        return (new TrueGroup(random, Names), fleet, random);
    }

    // Something happens, or a server is heard.
    private static ServerReport? Go(TrueGroup group, Fleet fleet, Random random)
    {
        if (random.Next(2) == 0)
        {
            group.Step();
            return null;
        }

        var name = Names[random.Next(Names.Length)];
        var answer = group.Answer(name);
        fleet.See(Fleet.Address(name), answer);
        return answer as ServerReport;
    }
}
