using RoutingData.Monitor;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Groups;

/// <summary>Who serves in a replication group: role by the majority of the newest view, and no word of one outside it. Roles are written
/// writer|readers|conflict; the words are explained at <see cref="GroupFleet"/>.</summary>
[Trait("Requirement", "D36")]
public sealed class GroupRoleTests
{
    private const string Settled = "a=w/3Abc b=r/3Abc c=r/3Abc => a|abc|";

    [Theory]
    [InlineData(Settled)]
    // Most members have to say so; the first writable server's word is not enough.
    [InlineData("a=w/3Abc b=t c=t => ||", "b=r/3Abc => a|ab|", "c=r/3Abc => a|abc|")]
    // It is the primary by all their words, and still applies what came before: it gets nothing yet.
    [InlineData("a=r/3Abc b=r/3Abc c=r/3Abc => |abc|", "a=w/3Abc => a|abc|")]
    // Writable beside the primary, as by an operator's mistake: a member's read_only is no word of the group's.
    [InlineData(Settled, "b=w/3Abc => a|ac|", "b=r/3Abc => a|abc|")]
    // set_as_primary: the view stays, the role moves.
    [InlineData(Settled, "a=r/3aBc => |abc|", "b=w/3aBc => b|abc|", "c=r/3aBc => b|abc|")]
    [InlineData(Settled, "b=w/3aBc => a|ac|", "c=r/3aBc => b|bc|", "a=r/3aBc => b|abc|")]
    public void The_writer_is_whom_most_members_call_the_primary_and_who_is_writable(params string[] story) => GroupFleet.Of("abc").Play(story);

    [Theory]
    // Frozen: expelled by the others, who have a new primary before it knows. Its word, and its reads, count for nothing.
    [InlineData(Settled, "a=t a=t a=t => |bc|", "b=r/4Bc c=r/4Bc => |bc|", "b=w/4Bc => b|bc|", "a=w/3Abc => b|bc|", "a=r/4a! => b|bc|", "a=r/- => b|bc|")]
    // Expelled, it names the very view that expelled it, with itself alone, even before another does.
    [InlineData(Settled, "a=w/4a! => |bc|", "b=w/4Bc c=r/4Bc => b|bc|", "a=r/4a! => b|bc|")]
    // It is out as soon as one says so, even before it has been missed, and before there is another writer.
    [InlineData(Settled, "b=r/4bc => |bc|", "a=w/3Abc => |bc|")]
    [InlineData(Settled, "a=t => a|bc|", "b=r/4Bc => |bc|", "c=r/4Bc b=w/4Bc => b|bc|")]
    // The others' last word outlives them.
    [InlineData(Settled, "a=t a=t a=t b=w/4Bc c=r/4Bc => b|bc|", "b=t b=t b=t c=t c=t c=t => ||", "a=w/3Abc => ||")]
    [InlineData(Settled, "b=w/4Bc c=r/4Bc => b|bc|", "b=r/- => |c|", "a=w/3Abc => |c|")]
    // Back in the group: the newest view has it again, and it recovers first.
    [InlineData(Settled, "a=t a=t a=t b=w/4Bc c=r/4Bc => b|bc|", "a=r/5a*Bc => b|bc|", "b=w/5a*Bc c=r/5a*Bc => b|bc|", "a=r/5aBc => b|abc|")]
    public void A_member_outside_the_newest_view_gets_nothing(params string[] story) => GroupFleet.Of("abc").Play(story);

    [Theory]
    // Cut off with less than half of the group, while it answers the monitor still.
    [InlineData(Settled, "a=w/3Ab?c? => |bc|")]
    [InlineData(Settled, "c=r/3A?b?c => a|ab|")]
    [InlineData(Settled, "b=r/3Abc? c=r/3Abc => a|abc|", "a=w/3Abc? => a|ab|")]
    // Failed, left, or never in a group.
    [InlineData(Settled, "c=r/3Abc! => a|ab|", "c=r/- => a|ab|")]
    [InlineData("a=w/- b=r/- c=r/- => ||")]
    public void A_member_without_most_of_its_group_gets_nothing(params string[] story) => GroupFleet.Of("abc").Play(story);

    [Theory]
    // One of two that are left cannot be asked: it alone is too few for another view.
    [InlineData(Settled, "a=t a=t a=t b=t b=t b=t => |c|", "c=w/4bC => c|c|", "a=w/3Abc => c|c|")]
    [InlineData("a=w/3Ab b=t => a|a|")]
    [InlineData("a=w/3Abc b=t c=t => ||")]
    // It can be asked, and says something else.
    [InlineData("a=w/3Ab b=r/3Ab => a|ab|", "b=w/3aB => a|a|", "a=r/3aB => b|ab|")]
    // Two of four.
    [InlineData("a=w/3Abcd b=r/3Abcd c=t d=t => a|ab|")]
    [InlineData("a=w/3Abcd b=t c=t d=t => ||")]
    public void Half_of_the_members_will_do_while_the_others_are_silent(params string[] story) =>
        GroupFleet.Of(story[0].Contains('d', StringComparison.Ordinal) ? "abcd" : story[0].Contains('c', StringComparison.Ordinal) ? "abc" : "ab").Play(story);

    [Theory]
    // Others that cannot be asked are no reason to give up a writer that goes on.
    [InlineData(Settled, "b=t b=t b=t c=t c=t c=t => a|a|", "a=w/3Abc => a|a|", "a=w/4Ab => a|a|", "a=w/5A => a|a|")]
    [InlineData(Settled, "a=t => a|bc|", "a=w/3Abc => a|abc|")]
    // A new view with the same primary, as another member leaves or joins.
    [InlineData(Settled, "a=w/4Ab => a|ab|", "b=r/4Ab => a|ab|", "c=r/5Abc* => a|ab|", "c=r/5Abc => a|abc|")]
    public void The_writer_stays_until_its_group_denies_it(params string[] story) => GroupFleet.Of("abc").Play(story);

    [Theory]
    // All of them hidden: read_only alone.
    [InlineData("a=w/x b=r/x c=r/x => a|abc|", "a=r/x => |abc|", "b=w/x => b|abc|")]
    // One of them hidden.
    [InlineData("a=w/x b=r/3Abc c=r/3Abc => a|abc|", "b=w/4Bc c=r/4Bc => b|bc|")]
    [InlineData(Settled, "c=r/x => a|abc|")]
    // An answer that leaves it out changes nothing.
    [InlineData(Settled, "a=w b=r c=r => a|abc|")]
    [InlineData("a=w b=r c=r => ||")]
    public void What_the_monitor_may_not_see_is_no_reason_to_stand_still(params string[] story) => GroupFleet.Of("abc").Play(story);

    [Theory]
    // Made anew after an outage, by a server whose clock is behind: none is in the old one.
    [InlineData("a=w/9.3Abc b=r/9.3Abc c=r/9.3Abc => a|abc|", "a=r/- b=r/- c=r/- => ||", "b=w/7.1B => b|b|", "c=r/7.2Bc b=w/7.2Bc => b|bc|")]
    // One of the old group is silent: it may be going on.
    [InlineData("a=w/9.3Abc b=r/9.3Abc c=r/9.3Abc => a|abc|", "b=r/- c=r/- a=t a=t a=t => ||", "b=w/7.1B => ||")]
    [InlineData("a=w/3Abc b=r/3Abc c=r/3Abc => a|abc|", "a=r/- b=r/- c=r/- => ||", "b=w/7.1B => b|b|")]
    public void A_group_that_was_made_anew_is_the_newer_one(params string[] story) => GroupFleet.Of("abc").Play(story);

    [Fact]
    public void A_writable_primary_that_most_have_not_confirmed_has_all_asked_at_once()
    {
        var fleet = GroupFleet.Of("abc").Hear("a=w/3Abc b=r/3Abc c=r/3Abc");
        Assert.False(fleet.Now.IsUrgent(Fleet.Address('c')));

        Assert.True(fleet.Hear("b=w/3aBc").Now.IsUrgent(Fleet.Address('c')));
        Assert.False(fleet.Hear("c=r/3aBc a=r/3aBc").Now.IsUrgent(Fleet.Address('c')));
    }

    [Fact]
    public void Members_count_no_seconds_so_that_a_limit_keeps_none_out() =>
        Assert.Equal("a|abc|", GroupFleet.Of("abc", maxLag: 5).Hear("a=w/3Abc b=r/3Abc c=r/3Abc").Roles);

    [Fact]
    public void The_log_says_why_a_silent_writer_is_none_any_more()
    {
        var fleet = GroupFleet.Of("abc").Hear("a=w/3Abc b=r/3Abc c=r/3Abc a=t b=r/4Bc");

        var demoted = Assert.Single(fleet.Events, item => item.Kind == TopologyEventKind.WriterDemoted);
        Assert.Equal("a:3306 does not answer, and its group goes on without it", demoted.Reason);
    }

    [Fact]
    public void Pairs_by_read_only_are_not_asked_for_a_group()
    {
        Assert.False(Fleet.Of("ab").Now.AsksForGroup(Fleet.Address('a')));
        Assert.True(GroupFleet.Of("ab").Now.AsksForGroup(Fleet.Address('a')));
    }
}
