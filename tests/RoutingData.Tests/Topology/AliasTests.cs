using System.Collections.Immutable;
using RoutingData.Monitor;

namespace RoutingData.Tests.Topology;

/// <summary>One server under two addresses. <c>b=w#a</c>: b says it is a; <c>+a</c>: the monitor's lock of a was found there.</summary>
[Trait("Fault", "R7")]
public sealed class AliasTests
{
    [Theory]
    // a is the service's name, b the writer's own: nobody writes before it is known whether they are one, then a does.
    [InlineData("a=w b=w#a c=r<a => |c|", "a=w+a b=w#a+a => a|ac|", "b=w#a+a a=w+a c=r<a => a|ac|")]
    // The lock is looked for before it is taken: that proves nothing.
    [InlineData("a=w b=w#a-a c=r<a => |c|", "b=w#a-a => |c|", "a=w+a => |c|", "b=w#a+a => a|ac|")]
    // Two servers that were given one id: as two others that are writable.
    [InlineData("a=w b=w#a c=r => |c|", "a=w+a b=w#a-a => |c|ab")]
    // Neither lends locks: nothing is believed.
    [InlineData("a=w b=w#a c=r => |c|", "a=w-a b=w#a-a => |c|ab")]
    // It is known who writes: it keeps the role, and the name that comes to lead there gets nothing of its own.
    [InlineData("a=r b=w c=r => b|abc|", "a=w#b => b|bc|", "a=w#b+a b=w+a => b|bc|", "b=w+a a=w#b+a => b|bc|")]
    // As the server turns read-only, an answer through the other name from before makes nobody the writer.
    [InlineData("a=w b=w#a c=r => |c|", "a=w+a b=w#a+a => a|ac|", "a=r+a => |ac|", "b=r#a+a c=w => c|ac|")]
    // The name that serves fails: the other one serves, at once, and stays.
    [InlineData("a=w b=w#a c=r => |c|", "a=w+a b=w#a+a => a|ac|", "a=l => b|bc|", "a=w+a => b|bc|", "a=l a=l a=l => b|bc|")]
    // The same for a reader: it counts once.
    [InlineData("a=w b=r c=r#b => a|abc|", "b=r+b c=r#b+b => a|ab|", "b=t => a|ac|", "b=r+b => a|ab|")]
    // They part: the name leads to another reader now, then to a writable server.
    [InlineData("a=w b=w#a c=r => |c|", "a=w+a b=w#a+a => a|ac|", "b=r => a|abc|", "b=w a=w => a|ac|b")]
    // A proof lasts while both say the same, though the lock goes with the connection that held it.
    [InlineData("a=w b=w#a c=r => |c|", "a=w+a b=w#a+a => a|ac|", "a=w-a b=w#a-a a=w-a => a|ac|")]
    public void Addresses_that_lead_to_one_server_have_one_say(params string[] story) => Fleet.Of("abc").Tell(story);

    [Fact]
    public void It_is_told_once_and_so_is_the_end()
    {
        var fleet = Fleet.Of("ab").See("a=w b=w#a a=w+a b=w#a+a a=w+a b=w#a+a a=t a=w+a b=r b=r");
        Assert.Equal("Alias:b WriterElected:a Suspected:a WriterElected:b Recovered:a Replaced:b AliasEnded:b WriterDemoted:b WriterElected:a", fleet.Said);
        Assert.Contains("a:3306 serves", fleet.Events[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_conflict_that_was_none_ends()
    {
        var fleet = Fleet.Of("ab").See("a=w-a b=w#a-a a=w-a b=w#a-a");
        Assert.Equal("||ab", fleet.Roles);
        Assert.Equal("a|a|", fleet.See("a=w+a b=w#a+a a=w+a").Roles);
    }

    [Fact]
    public void Another_address_of_the_former_writer_needs_no_fence()
    {
        var definition = Fleet.Of("ab").Now.Definition with { PromotionFence = (_, _) => Task.CompletedTask };
        Assert.Equal("b|b|", new Fleet(definition).See("a=w b=w#a a=w+a b=w#a+a a=l").Roles);
    }

    [Theory]
    // The advice is taken: of the writer's two addresses one goes, and the other writes on at once.
    [InlineData("abc", "a=w b=w#a c=r<a a=w+a b=w#a+a", "bc", "b|bc|", "b=w => b|bc|")]
    [InlineData("abc", "a=w b=w#a c=r<a a=w+a b=w#a+a", "ac", "a|ac|", "a=w+a => a|ac|")]
    // The address that serves goes, of a reader.
    [InlineData("abc", "a=w b=r c=r#b b=r+b c=r#b+b", "ac", "a|ac|", "c=r#b => a|ac|")]
    // Of three addresses the first goes: the other two are one still, and count once.
    [InlineData("abcd", "a=w b=r c=r#b d=r#b b=r+b c=r#b+b d=r#b+b", "acd", "a|ac|", "c=r#b d=r#b => a|ac|")]
    [InlineData("abcd", "a=w b=r c=r#b d=r#b b=r+b c=r#b+b d=r#b+b", "dcba", "a|ad|", "d=r#b c=r#b b=r+b => a|ad|")]
    // In another order.
    [InlineData("abc", "a=w b=w#a c=r<a a=w+a b=w#a+a", "ca", "a|ac|", "a=w+a => a|ac|")]
    public void What_was_proven_outlasts_a_reload_of_which_one_is_no_part(string names, string before, string stay, string roles, string after)
    {
        var fleet = Fleet.Of(names).See(before).Redefine(Fleet.Of(stay).Now.Definition);
        Assert.Equal(roles, fleet.Roles);
        fleet.Tell([after]);
        Assert.All(fleet.Now.Servers, server => Assert.True(server.AliasOf is not { } other || fleet.Now.Find(other) is not null));
    }

    [Fact]
    public void A_hostgroup_in_which_only_the_other_address_stands_keeps_it()
    {
        var fleet = new Fleet(new TopologyDefinition
        {
            Servers = [new(20, Fleet.Address('a')), new(20, Fleet.Address('b')), new(30, Fleet.Address('b'))],
            ReplicationHostgroups = ImmutableArray.Create(new ReplicationHostgroup(10, 20)),
        }).See("a=w b=w#a a=w+a b=w#a+a");
        Assert.Equal(("a|a|", "b"), (fleet.Roles, fleet.Names(30)));
    }

    [Theory]
    [InlineData("a=w b=r c=r", "---")]
    [InlineData("a=w b=w#a c=r", "aa-")]
    [InlineData("a=w b=r c=r#b", "-bb")]
    [InlineData("a=w b=r#a c=r#a", "aaa")]
    [InlineData("a=w b=w#a c=r b=r", "---")]
    public void A_lock_is_looked_for_where_two_say_they_are_the_same(string schedule, string twins)
    {
        var topology = Fleet.Of("abc").See(schedule).Now;
        Assert.Equal(twins, string.Concat("abc".Select(name => topology.TwinOf(Fleet.Address(name))?.Hostname ?? "-")));
    }
}
