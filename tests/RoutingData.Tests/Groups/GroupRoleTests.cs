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

    [Theory]
    // One server makes a group of its own beside the one that lives, by an operator's mistake: a later number proves nothing.
    [InlineData(Settled, "c=w/9.1C => a|ab|", "b=r/4Ab a=w/4Ab => a|ab|")]
    [InlineData("a=w/3Abc b=r/3Abc c=r/3Abc d=r/- => a|abc|", "d=w/9.1D => a|abc|", "a=t => a|bc|", "b=t c=t => a||", "a=w/3Abc b=r/3Abc c=r/3Abc => a|abc|")]
    // It is the first to be heard.
    [InlineData("a=w/9.1A b=r/3Bc => ||", "c=r/3Bc => |bc|", "b=w/3Bc => b|bc|")]
    // Two groups live, and nothing tells which is right.
    [InlineData("a=w/3A b=w/9.1B => ||", "b=r/- => a|a|")]
    [InlineData("a=w/3Ab b=r/3Ab c=w/9.2Cd d=r/9.2Cd => ||", "c=r/- d=r/- => a|ab|")]
    // Most have gone over to the new one.
    [InlineData(Settled, "b=w/9.1B => a|ac|", "c=r/9.2Bc => |c|", "b=w/9.2Bc => b|bc|", "a=r/- => b|bc|")]
    // All of the old one were given up.
    [InlineData(Settled, "a=t a=t a=t b=t b=t b=t c=t c=t c=t => ||", "b=w/9.1B => b|b|", "a=w/3Abc => b|b|")]
    // Given up, but not by the others: a silence of one probe is no death.
    [InlineData(Settled, "a=t b=t c=t => a||", "b=w/9.1B => a||")]
    public void A_second_group_takes_nothing_from_one_that_lives(params string[] story) =>
        GroupFleet.Of(string.Concat("abcd".Where(name => story.Any(line => line.Contains($"{name}=", StringComparison.Ordinal))))).Play(story);

    [Theory]
    // In the group; as it begins in another; still there; of no group; of one without most of its members.
    [InlineData("/3Abc", "/3Abc", null)]
    [InlineData("/3Abc", "/9.1C", "1:3")]
    [InlineData(null, "/9.1C", "1:3")]
    [InlineData("/9.1C", "/9.2C", null)]
    [InlineData("/3Abc", "/-", null)]
    [InlineData("/3Abc", "/9.1C?b", null)]
    public void A_server_that_begins_in_another_group_is_told(string? before, string said, string? known) => Assert.Equal(
        known,
        GroupFleet.Of("abc").Hear("a=w/3Abc b=r/3Abc c=r/3Abc").Now
            .GroupBeside(Fleet.Address('c'), before is null ? null : GroupFleet.Membership(before), GroupFleet.Membership(said))?.ToString());

    [Fact]
    public void A_fleet_that_goes_over_to_group_replication_goes_on_before_it_was_asked_for_its_group()
    {
        var fleet = GroupFleet.Of("abc", check: ReadOnlyCheck.ReadOnly).Hear("a=w b=r c=r");
        fleet.Redefine(GroupFleet.Definition("abc"));
        Assert.Equal("a|abc|", fleet.Roles);
        // A probe that was under way brings no group.
        fleet.Play(["a=w => a|abc|", "b=r/3Abc => a|abc|", "a=w/3Abc => a|abc|", "c=r/3Abc => a|abc|"]);
        Assert.DoesNotContain(fleet.Events, item => item.Kind == TopologyEventKind.WriterDemoted);
    }

    [Fact]
    public void A_fleet_that_goes_back_to_read_only_is_judged_by_that_alone()
    {
        var fleet = GroupFleet.Of("abc", maxLag: 5).Hear("a=w/3Abc b=r/3Abc c=r/3Abc");
        fleet.Redefine(GroupFleet.Definition("abc", maxLag: 5, check: ReadOnlyCheck.ReadOnly));

        // What a probe brings that was under way counts as little as what was known; a reader whose lag is not known is late.
        fleet.Play(["c=r/4bC => a|abc|", "c=r => a|ab|", "a=t => a|b|", "a=w => a|ab|", "b=r => a|a|"]);
    }

    [Theory]
    // The grants were taken from the monitor's user: what it saw last must not stand for ever.
    [InlineData(Settled, "a=w/x b=r/x c=r/x => a|abc|", "a=r/x b=w/x c=r/x => b|abc|")]
    // Only one may be asked, and is not to be believed against what the others said.
    [InlineData(Settled, "a=t a=t a=t b=w/4Bc c=r/4Bc => b|bc|", "b=t b=t b=t c=t c=t c=t a=w/x => ||")]
    // The first one that shows its group again made it by itself; one that speaks of the writer, or of most servers, is believed.
    [InlineData(Settled, "a=w/x b=r/x c=r/x => a|abc|", "c=w/9.1C => a|ab|", "b=r/x => a|ab|", "a=w/4Ab => a|ab|")]
    [InlineData(Settled, "a=w/x b=r/x c=r/x => a|abc|", "c=r/4Ac => a|ac|", "b=r/- => a|ac|")]
    [InlineData(Settled, "a=w/x b=r/x c=r/x => a|abc|", "c=r/4aBc => a|abc|", "b=w/4aBc a=r/4aBc => b|abc|")]
    [InlineData("a=w/3Abcde b=r/3Abcde c=r/3Abcde d=r/3Abcde e=r/3Abcde => a|abcde|", "a=w/x b=r/x c=r/x d=r/x e=t e=t e=t => a|abcd|", "e=w/9.1E => a|abcd|")]
    [InlineData("a=w/3Abcde b=r/3Abcde c=r/3Abcde d=r/3Abcde e=r/3Abcde => a|abcde|", "a=w/x b=r/x c=r/x e=t e=t e=t => a|abcd|", "e=w/9.1E => a|abcd|")]
    [InlineData("a=w/3Abcde b=r/3Abcde c=r/3Abcde d=r/3Abcde e=r/3Abcde => a|abcde|", "a=w/x b=r/x c=r/x e=r/x e=t e=t e=t => a|abcd|", "e=w/9.1E => a|abcd|", "d=r/x => a|abcd|")]
    public void What_may_not_be_seen_any_more_is_forgotten(params string[] story) => GroupFleet.Of("abcde"[..(story[0].Contains('e', StringComparison.Ordinal) ? 5 : 3)]).Play(story);

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
