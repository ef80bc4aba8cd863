using FsCheck;
using FsCheck.Fluent;
using RoutingData.Monitor;
using RoutingData.Monitor.Topology;

namespace RoutingData.Tests.Topology;

/// <summary>A step leaves as it was what its observation cannot have changed: that must be what it would come to anew.</summary>
public sealed class UnchangedTests
{
    private static readonly Gen<string> AnyWord =
        from server in Gen.Elements('a', 'b', 'c', 'd', 'e')
        from what in Gen.Frequency(
            (6, Gen.Elements("=r<a~0", "=r<a~5", "=r<b~0", "=r<a~?", "=r")), (3, Gen.Elements("=w", "=w<c~9", "=w@0-1-7", "=w@0-1-5")),
            (2, Gen.Elements("=t", "=l", "=x", ">")), (1, Gen.Elements(" drained", " restored", " reloaded", "=r#z")))
        select $"{server}{what}";

    [Fact]
    public void Hostgroups_and_conflicts_are_what_they_would_be_if_all_were_worked_out_anew()
    {
        var (unchanged, changed) = (0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Arb.From(AnyWord.ListOf(80)), words =>
        {
            var fleet = new Fleet(Definition(ServerStatus.Online));
            foreach (var word in words)
            {
                var before = fleet.Now;
                Do(fleet, word);
                if (fleet.Now.Pairs == before.Pairs) unchanged++;
                else changed++;
                if (word.Contains('=', StringComparison.Ordinal)) AssertWhole(fleet.Now);
            }
        }));

        // The histories must have had enough of both.
        Assert.True(unchanged > 5000 && changed > 5000, $"{unchanged} unchanged, {changed} changed");
    }

    [Theory]
    [InlineData("a=w b=r c=r", "b=r")]
    [InlineData("a=w b=r c=r", "a=w")]
    // A conflict that lasts.
    [InlineData("a=w b=r c=r b=w a=w", "b=w")]
    [InlineData("a=w b=w c=r a=w b=w", "c=r")]
    public void An_answer_that_says_nothing_new_changes_no_pair_and_no_other_server(string schedule, string again)
    {
        var fleet = Fleet.Of("abc").See(schedule).See(again);
        var before = fleet.Now;
        fleet.See(again);
        Assert.True(before.Pairs == fleet.Now.Pairs);
        Assert.All(
            before.Servers.Zip(fleet.Now.Servers),
            server => Assert.Equal(server.First.Address.Hostname == again[..1], !ReferenceEquals(server.First, server.Second)));
    }

    private static void Do(Fleet fleet, string word)
    {
        switch (word[1..])
        {
            case " drained":
            case " restored":
                fleet.Drain(word[0], drained: word[1..] == " drained");
                break;
            case " reloaded":
                fleet.Redefine(Definition((ServerStatus)(word[0] % 3)));
                break;
            default:
                fleet.See(word);
                break;
        }
    }

    private static void AssertWhole(TopologySnapshot topology)
    {
        Assert.Equal(HostgroupMembers.Of(topology.Layout, topology.Servers, topology.Pairs), topology.Hostgroups);
        Assert.All(
            topology.Servers,
            server => Assert.Equal(topology.Pairs.Any(pair => pair.Conflicts.Contains(server.Address)), server.InConflict));
    }

    // Two pairs with a server in both, and a hostgroup in none.
    private static TopologyDefinition Definition(ServerStatus ofB) => new()
    {
        Servers =
        [
            new(10, Fleet.Address('a')),
            new(20, Fleet.Address('b')) { MaxReplicationLag = 4, Status = ofB },
            new(20, Fleet.Address('c')) { MaxReplicationLag = 6 },
            new(21, Fleet.Address('c')),
            new(21, Fleet.Address('d')) { MaxReplicationLag = 4 },
            new(30, Fleet.Address('b')) { MaxReplicationLag = 4 },
            new(30, Fleet.Address('e')),
        ],
        ReplicationHostgroups = [new ReplicationHostgroup(10, 20), new ReplicationHostgroup(11, 21)],
    };
}
