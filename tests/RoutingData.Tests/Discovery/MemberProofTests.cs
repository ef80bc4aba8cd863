using RoutingData.Monitor.Discovery;
using RoutingData.Monitor.Reports;
using RoutingData.Tests.Groups;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Discovery;

/// <summary>What a member of a replication group must show: that it is in the fleet's own group, in its newest view or a later one.</summary>
public sealed class MemberProofTests
{
    [Theory]
    [InlineData("a=w/3Abc", "b=r/3Abc", true)]
    [InlineData("a=w/3Abc", "b=r/3Ab*c", true)]
    // It may know more than those that are in force.
    [InlineData("a=w/3Ab", "c=r/4Abc", true)]
    // An older view, another group, no group, or a view in which it is not, or which it does not show.
    [InlineData("a=w/3Abc", "b=r/2Abc", false)]
    [InlineData("a=w/3Abc", "b=r/9.3Abc", false)]
    [InlineData("a=w/3Abc", "b=r/-", false)]
    [InlineData("a=w/3Abc", "b=r/3Ac", false)]
    [InlineData("a=w/3Abc", "b=r/3Ab!c", false)]
    [InlineData("a=w/3Abc", "b=r/x", false)]
    // It sees less than half of its group.
    [InlineData("a=w/3Abc", "b=r/3A?bc?", false)]
    // A later view of the same number with no server of the fleet in it.
    [InlineData("a=w/3Ab", "c=r/4Cd", false)]
    // Without a group of the fleet's own there is nothing to belong to.
    [InlineData("a=w/-", "b=r/3Abc", false)]
    [InlineData("a=w/x", "b=r/3Abc", false)]
    // It is in force already, by another address.
    [InlineData("a=w/3Abc", "a=w/3Abc", false)]
    public void Only_a_member_of_the_fleets_own_group_belongs_to_it(string seen, string answer, bool belongs)
    {
        var fleet = GroupFleet.Of("a").Hear(seen);
        var report = Assert.IsType<ServerReport>(GroupFleet.Result(answer));
        var candidate = new Candidate(Fleet.Address('z'), 0, ProbeWord.Identity(answer[0]), "a");
        Assert.Equal(belongs, FleetProof.Of(candidate, report, fleet.Now).IsGiven);
        Assert.False(FleetProof.Of(candidate with { Identity = "99" }, report, fleet.Now).IsGiven);
    }

    [Theory]
    // The writer is asked; in a group without one, a member whose word counts.
    [InlineData("a=w/3Abc b=r/3Abc c=r/3Abc", "a")]
    [InlineData("a=t b=r/3Abc", "b")]
    [InlineData("a=t b=r/-", "")]
    [InlineData("a=r/3Abc!", "a")]
    [InlineData("a=r/3Ab?c?", "")]
    public void One_whose_word_counts_is_asked_for_the_members(string seen, string asked)
    {
        var fleet = GroupFleet.Of("abc").Hear(seen);
        Assert.Equal(asked, Witness.Of(fleet.Now, 0)?.Hostname ?? "");
    }

    [Fact]
    public void Without_a_writer_replicas_are_asked_for_of_no_server() => Assert.Null(Witness.Of(Fleet.Of("ab").See("a=r b=r").Now, 0));
}
