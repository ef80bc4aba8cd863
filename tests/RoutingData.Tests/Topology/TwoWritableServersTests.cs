using RoutingData.Monitor;

namespace RoutingData.Tests.Topology;

/// <summary>Two servers with read_only=0: what the router makes of it. Roles are written writer|readers|conflict.</summary>
[Trait("Requirement", "D27")]
public sealed class TwoWritableServersTests
{
    [Theory]
    // A second server turns writable: it stops serving at once, and is in conflict when the writer has been asked since.
    [InlineData("a=w b=r c=r => a|abc|", "b=w => a|ac|", "a=w => a|ac|b", "b=w a=w => a|ac|b")]
    // The writer's answer set out before the newcomer was seen: it proves nothing.
    [InlineData("a=w b=r => a|ab|", "a> b=w a=w => a|a|", "a=w => a|a|b")]
    // Planned switchover, the old writer's last answer late: no conflict, a change of writer.
    [InlineData("a=w b=r => a|ab|", "a> b=w a=w => a|a|", "a=r => b|ab|")]
    [InlineData("a=w b=r => a|ab|", "a=r => |ab|", "b=w => b|ab|")]
    // The old writer dies, another is promoted, the old one returns writable.
    [InlineData("a=w b=r<a => a|ab|", "a=t => a|b|", "b=w => b|b|", "a=w => b|b|", "b=w => b|b|a", "a=r<b => b|ab|")]
    // It was read-only while it was away: the router has not seen it and must not take an answer from before its return for a confirmation.
    [InlineData("a=w b=r => a|ab|", "a=t b=w => b|b|", "b> a=w b=w => b|b|", "b=r => a|ab|")]
    // Three.
    [InlineData("a=w b=r c=r => a|abc|", "b=w a=w => a|ac|b", "c=w => a|a|b", "a=w b=w => a|a|bc", "b=r => a|ab|c", "c=r => a|abc|")]
    // The newcomer goes silent and comes back: still a conflict.
    [InlineData("a=w b=r => a|ab|", "b=w a=w => a|a|b", "b=t => a|a|b", "b=w a=w => a|a|b")]
    public void The_writer_keeps_its_role_and_the_newcomer_gets_nothing(params string[] story) => Fleet.Of(Names(story)).Tell(story);

    [Theory]
    // Nothing tells which is right: writes are refused.
    [InlineData("a=w => ||", "b=w => ||", "a=w => ||ab", "a=w b=w => ||ab", "a=r => b|ab|")]
    // One of them goes silent: that settles nothing.
    [InlineData("a=w b=w a=w => ||ab", "a=l a=l a=l b=w => ||ab", "a=r => b|ab|")]
    // But whoever follows the one that is left settles it, and so does having executed all that the other has.
    [InlineData("a=w b=w a=w c=r => |c|ab", "b=l a=w => |c|ab", "c=r<a => a|ac|b")]
    [InlineData("a=w@0-1-10 b=w@0-1-10 a=w@0-1-10 => ||ab", "b=l a=w@0-1-11 => a|a|b")]
    // The first answer is older than the promotion: two answers are no two writable servers.
    [InlineData("a> b=r c=w a=w => |b|", "a=r => c|abc|")]
    // A replica that follows one of them.
    [InlineData("a=w b=w => ||", "c=r<b => |c|", "a=w => b|bc|a")]
    // One of them follows the other.
    [InlineData("a=w<b b=w a=w<b => b|b|a")]
    // One of them has executed all that the other has, and more.
    [InlineData("a=w@0-1-10 b=w@0-1-12 a=w@0-1-10 => b|b|a")]
    [InlineData("a=w@0-1-10 b=w@0-1-10 a=w@0-1-10 => ||ab")]
    // Each has what the other has not.
    [InlineData("a=w@0-1-10,1-1-3 b=w@0-1-12,1-1-2 a=w@0-1-10,1-1-3 => ||ab")]
    // A follower of each: the followers disagree and the GTIDs decide, or nobody does.
    [InlineData("a=w b=w c=r<a => |c|", "d=r<b a=w => |cd|ab")]
    [InlineData("a=w@0-1-10 b=w@0-1-12 c=r<a d=r<b a=w@0-1-10 => b|bcd|a")]
    // Evidence that comes later ends the refusal.
    [InlineData("a=w b=w a=w => ||", "c=r => |c|ab", "c=r<a => a|ac|b")]
    // Not before everyone was asked once, be it in vain.
    [InlineData("a=w b=w<a a=w => ||", "c=l => a|a|b")]
    public void Without_history_the_evidence_decides_or_writes_are_refused(params string[] story) => Fleet.Of(Names(story)).Tell(story);

    [Theory]
    // The writer missed a probe: who follows whom tells what happened meanwhile.
    [InlineData("a=w b=r<a c=r<a => a|abc|", "a=t a=w => a|abc|", "b=w c=r<b a=w => b|bc|a")]
    [InlineData("a=w b=r<a c=r<a => a|abc|", "a=t a=w => a|abc|", "b=w a=w => a|ac|b")]
    // It was lost altogether, as was everybody: the first to return need not be the right one.
    [InlineData("a=w b=r<a c=r<a => a|abc|", "a=t a=t a=t => |bc|", "b=t c=t => ||", "a=w => a|a|", "b=w c=r<b a=w => b|bc|a")]
    // A follower that does not answer any more is no witness.
    [InlineData("a=w b=r<a c=r<a => a|abc|", "c=l a=t a=w@0-1-10 => a|ab|", "b=w@0-1-12 a=w@0-1-10 => b|b|a")]
    // Everybody has answered since, and nobody was promoted meanwhile: it keeps its role like any other.
    [InlineData("a=w b=r<a c=r<a => a|abc|", "a=t a=w b=r<a c=r<a => a|abc|", "b=w c=r<b a=w => a|ac|b")]
    // It missed none: it stays, whatever the others say.
    [InlineData("a=w b=r<a c=r<a => a|abc|", "b=w c=r<b a=w => a|ac|b")]
    public void After_an_interruption_evidence_may_overrule_the_writer(params string[] story) => Fleet.Of(Names(story)).Tell(story);

    [Theory]
    [Trait("Requirement", "D38")]
    // It may lack what the lost writer acknowledged: writes wait for a person.
    [InlineData("a=w@0-1-10 b=r<a => a|ab|", "b=w@0-1-9 a=w@0-1-10 => a|a|b", "a=l a=l a=l => ||b", "b=w@0-1-9 => ||b")]
    [InlineData("a=w b=r<a => a|ab|", "b=w a=w => a|a|b", "a=l a=l a=l => ||b")]
    // It has all of it, or the others follow it.
    [InlineData("a=w@0-1-10 b=r<a => a|ab|", "b=w@0-1-10 a=w@0-1-10 => a|a|b", "a=l a=l a=l => b|b|")]
    [InlineData("a=w@0-1-10 b=r<a c=r<a => a|abc|", "b=w@0-1-9 a=w@0-1-10 => a|ac|b", "a=l a=l a=l => |c|b", "c=r<b => b|bc|")]
    // It is the lost writer itself that is left.
    [InlineData("a=w b=r => a|ab|", "b=w a=w => a|a|b", "a=l a=l a=l => ||b", "a=w => ||b", "b=w => ||ab", "b=r => a|ab|")]
    // A planned switchover to c while b is writable for no reason: b gets nothing, neither before nor meanwhile.
    [InlineData("a=w b=r c=r => a|abc|", "b=w a=w => a|ac|b", "a=r => |ac|b", "c=w => |a|b", "b=w => |a|bc", "a=r<c => c|ac|b")]
    // Of two in conflict one has more than the other, and still not all that the writer had.
    [InlineData("a=w@0-1-9 b=r<a c=r<a => a|abc|", "b=w@0-1-7 c=w@0-1-8 a=w@0-1-9 => a|a|", "b=w@0-1-7 c=w@0-1-8 a=w@0-1-9 => a|a|bc",
        "a=r@0-1-9 => |a|bc", "b=w@0-1-7 c=w@0-1-8 => |a|bc", "a=r<b@0-1-9 => b|ab|c")]
    // A person has settled it.
    [InlineData("a=w@0-1-10 b=r<a => a|ab|", "b=w@0-1-9 a=w@0-1-10 => a|a|b", "a=l a=l a=l b=r => |b|", "b=w@0-1-9 => b|b|")]
    public void A_server_in_conflict_follows_the_lost_writer_only_if_nothing_can_be_missing(params string[] story) =>
        Fleet.Of(Names(story)).Tell(story);

    // The last probe of the lost writer saw less than what sessions had asked it for since.
    [Theory]
    [Trait("Requirement", "D38")]
    [InlineData("0-1-10", "b|b|")]
    [InlineData("0-1-11", "||b")]
    public void What_sessions_have_asked_the_writer_for_since_its_last_probe_must_not_be_missing_either(string fetched, string roles)
    {
        var fleet = Fleet.Of("ab").See("a=w@0-1-10 b=r<a b=w@0-1-10 a=w@0-1-10").Fetch('a', fetched).See("a=l a=l a=l b=w@0-1-10");
        Assert.Equal(roles, fleet.Roles);
        Assert.DoesNotContain(fleet.Events, item => item.Kind == TopologyEventKind.WriterBehind);
    }

    [Fact]
    public void A_conflict_is_told_once_and_so_is_its_end()
    {
        var fleet = Fleet.Of("ab").See("a=w b=r b=w a=w b=w a=w a=t a=w b=r b=r");
        Assert.Equal("WriterElected:a Conflict:b Suspected:a Recovered:a ConflictEnded:b", fleet.Said);
    }

    [Fact]
    public void A_server_in_conflict_gets_nothing_in_a_hostgroup_without_a_pair_either()
    {
        var fleet = new Fleet(new TopologyDefinition
        {
            Servers = [new(20, Fleet.Address('a')), new(20, Fleet.Address('b')), new(30, Fleet.Address('b'))],
            ReplicationHostgroups = [new ReplicationHostgroup(10, 20)],
        });
        Assert.Equal("b", fleet.See("a=w b=r").Names(30));
        Assert.Equal("", fleet.See("b=w a=w").Names(30));
        Assert.Equal("b", fleet.See("b=r").Names(30));
    }

    [Fact]
    public void A_conflict_in_one_pair_leaves_the_servers_other_pair_as_it_is()
    {
        // b must be the reader of the pair that asks for read_only, and is the writer of the one that asks for innodb_read_only.
        var other = new ReplicationHostgroup(11, 21, ReadOnlyCheck.InnodbReadOnly);
        var fleet = new Fleet(new TopologyDefinition
        {
            Servers = [new(20, Fleet.Address('a')), new(20, Fleet.Address('b')), new(21, Fleet.Address('b'))],
            ReplicationHostgroups = [new ReplicationHostgroup(10, 20), other],
        });
        Assert.Equal("a|ab|", fleet.See("a=w b=r").Roles);
        Assert.Equal("b|b|", fleet.RolesOf(other));
    }

    private static string Names(string[] story) =>
        string.Concat(story.SelectMany(line => line.Split("=>")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(word => word[0])
            .Distinct().Order());
}
