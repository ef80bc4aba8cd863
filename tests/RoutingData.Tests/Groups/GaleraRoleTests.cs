using RoutingData.Monitor;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Groups;

/// <summary>Who writes and who reads among nodes of Galera. Roles are writer, readers and servers in conflict, of which there are none ever.</summary>
[Trait("Requirement", "D36")]
public sealed class GaleraRoleTests
{
    [Fact]
    public void The_first_node_that_serves_writes_once_all_have_been_asked_and_all_that_serve_read() => new GaleraFleet("abc").Play(
        "b=3 c=3 => |bc|",
        "a=3 => a|abc|",
        "b=r3 => a|abc|");

    [Fact]
    public void A_node_that_does_not_answer_at_the_start_is_not_waited_for() => new GaleraFleet("abc").Play("b=3 c=3 a=t => b|bc|");

    [Theory]
    [InlineData("a=3! + => b|bc|")]
    [InlineData("a=o + => b|bc|")]
    [InlineData("a=r3 + => b|abc|")]
    [InlineData("a=t a=t a=t + => b|bc|")]
    public void The_next_one_writes_when_the_writer_does_not_serve_any_more(string line) => new GaleraFleet("abc").Play("a=3 b=3 c=3 => a|abc|", line);

    [Fact]
    public void One_missed_probe_is_no_proof_and_a_membership_without_the_writer_is() => new GaleraFleet("abc", size: 2).Play(
        "a=3 b=3 c=3 3s a=3 b=3 c=3 => a|abc|",
        "a=t => a|bc|",
        "b=4 => a|bc|",
        "c=4 + => b|bc|");

    [Fact]
    public void A_new_writer_gets_nothing_before_it_has_applied_what_the_others_committed() => new GaleraFleet("abc", writerIsAlsoReader: false).Play(
        "a=3 b=3 c=3 => a|bc|",
        "a=o => |c|",
        "+ => b|c|");

    [Fact]
    public void A_node_that_returns_takes_the_writes_back_once_it_has_served_for_long_enough() => new GaleraFleet("abc").Play(
        "a=3 b=3 c=3 => a|abc|",
        "a=t a=t a=t b=4 c=4 + => b|bc|",
        "a* 5s a=5! b=5 c=5 => b|bc|",
        "a=5 59s a=5 => b|abc|",
        "1s a=5 + => a|abc|");

    [Theory]
    [InlineData("a* 5s a=5 b=5 c=5 40s a=5! a=5 59s a=5 => b|abc|")]
    [InlineData("a* 5s a=5 b=5 c=5 40s a=o a=7 b=7 c=7 59s a=7 => b|abc|")]
    [InlineData("a* 5s a=5 b=5 c=5 40s a=t a=7 b=7 c=7 59s a=7 => b|abc|")]
    [InlineData("a* 5s a=5 b=5 c=5 40s a* 1s a=7 b=7 c=7 58s a=7 => b|abc|")]
    public void A_break_begins_the_time_anew(string line) => new GaleraFleet("abc").Play("a=3 b=3 c=3 => a|abc|", "a=t a=t a=t b=4 c=4 + => b|bc|", line);

    [Fact]
    public void Silence_is_no_break_where_the_cluster_went_on_with_the_node() => new GaleraFleet("abc").Play(
        "a=3 b=3 c=3 => a|abc|",
        "a=t a=t a=t + => b|bc|",
        "a=3 + => a|abc|");

    [Theory]
    [InlineData("5s a* 10s a=5 b=5 c=5 => b|abc|")]
    [InlineData("a=5 b=5 c=5 => a|abc|")]
    [InlineData("a* b* c* 10s a=1 b=1 c=1 => a|abc|")]
    public void A_process_that_starts_chooses_as_those_do_that_run(string line) => new GaleraFleet("abc").Play(line);

    [Fact]
    public void A_node_that_was_frozen_and_comes_back_with_an_older_membership_gets_nothing() => new GaleraFleet("abc", size: 2).Play(
        "a=3 b=3 c=3 => a|abc|",
        "a=t b=4 c=4 + => b|bc|",
        "a=3 => b|bc|",
        "b=t b=t b=t c=t c=t c=t a=3 => ||",
        "b=4 + => b|b|");

    [Fact]
    public void A_node_that_comes_to_know_of_a_membership_later_than_another_is_not_doubted() => new GaleraFleet("abc").Play(
        "a=3 b=3 c=3 3s a=3 b=3 c=3 => a|abc|",
        "c=4 1s a=3 b=3 => a|abc|",
        "a=4 b=4 => a|abc|");

    [Fact]
    public void After_silence_it_is_out_until_it_names_the_newest_membership() => new GaleraFleet("abc").Play(
        "a=3 b=3 c=3 3s a=3 b=3 c=3 => a|abc|",
        "c=t b=4 a=4 1s c=3 => a|ab|",
        "9s c=3 => a|ab|",
        "2s c=3 => a|ab|",
        "c=4 => a|abc|");

    [Fact]
    public void What_it_says_after_silence_is_doubted_also_where_it_names_another_membership_than_before() => new GaleraFleet("abc", size: 2).Play(
        "a=3 b=3 c=3 10s => a|abc|",
        "c=t a=5 b=5 => a|ab|",
        "c=4 => a|ab|",
        "c=5 => a|abc|");

    [Fact]
    public void The_first_word_of_a_node_that_was_frozen_is_not_believed_by_a_process_that_starts() => new GaleraFleet("abc", size: 2).Play(
        "a=3 b=4 c=4 => |bc|",
        "1s a=o => b|bc|");

    [Fact]
    public void A_process_that_starts_waits_for_the_word_of_a_node_that_may_only_be_late() => new GaleraFleet("abc").Play(
        "a=3 b=4 c=4 => |bc|",
        "a=4 => a|abc|");

    [Fact]
    public void A_process_that_starts_beside_a_node_that_was_made_a_cluster_of_its_own_chooses_among_the_others_after_ten_seconds() => new GaleraFleet("abc").Play(
        "a=1 b=4 c=4 => |bc|",
        "3s a=1 => |abc|",
        "8s a=1 => b|bc|");

    [Fact]
    public void Who_has_served_for_long_enough_does_not_depend_on_who_was_asked_last() => new GaleraFleet("abc").Play(
        "a* b* c* 58s a=3 b=3 c=3 => a|abc|",
        "2s c=3 a=o + => b|bc|",
        "b=3 c=3 => b|bc|");

    [Fact]
    public void A_cluster_that_was_shut_down_whole_counts_its_memberships_anew() => new GaleraFleet("abc").Play(
        "a=9 b=9 c=9 => a|abc|",
        "5s a=t a=t a=t b=t b=t b=t c=t c=t c=t => ||",
        "b* 10s b=1 + => b|b|",
        "a* 10s a=2 b=2 => b|ab|");

    [Theory]
    [InlineData("1")]
    [InlineData("x1")]
    public void A_node_that_was_made_a_cluster_of_its_own_takes_nothing_from_one_that_lives(string view) => new GaleraFleet("abc", size: 2).Play(
        "a=9 b=9 c=9 => a|abc|",
        "5s a=t a=t a=t b=10 c=10 + => b|bc|",
        $"5s a* 10s a={view} => b|bc|",
        $"b=10 c=10 60s a={view} b=10 c=10 => b|bc|",
        $"b=t b=t b=t c=t c=t c=t a={view} + => a|a|");

    [Fact]
    public void A_drained_writer_hands_over_and_the_last_node_stays() => new GaleraFleet("ab").Play(
        "a=3 b=3 => a|ab|",
        "-a a=3 + => b|b|",
        "b=o => ||",
        "+a a=4 + => a|a|");

    [Fact]
    public void What_has_begun_on_the_former_writer_may_end_there_and_the_writer_waits_until_it_has_applied_it()
    {
        var fleet = new GaleraFleet("abc");
        fleet.Play("a=3! b=3 c=3 => b|bc|", "a=3 60s a=3 + => a|abc|");
        var (a, b) = (Fleet.Address('a'), Fleet.Address('b'));
        Assert.Null(fleet.Fleet.Now.SuccessorOf(10, b));
        Assert.True(fleet.Fleet.Now.IsBesideWriter(10, b));
        Assert.False(fleet.Fleet.Now.IsBesideWriter(10, a));
        Assert.True(fleet.Fleet.Now.Shows(20, a, long.MaxValue));

        fleet.Fleet.AwaitCatchUp();
        Assert.False(fleet.Fleet.Now.Shows(20, a, moment: 1));
        fleet.Play("a=3 => |abc|", "+ => a|abc|");

        fleet.Hear("b=3!");
        Assert.Equal(a, fleet.Fleet.Now.SuccessorOf(10, b));
    }

    [Fact]
    public void A_catch_up_that_was_begun_before_another_commit_proves_nothing()
    {
        var fleet = new GaleraFleet("abc");
        fleet.Play("a=3! b=3 c=3 => b|bc|", "a=3 60s a=3 => |abc|");
        var since = fleet.Pair.CatchesUpSince;
        fleet.Fleet.AwaitCatchUp();
        Assert.True(fleet.Pair.CatchesUpSince > since);
        Assert.Same(fleet.Fleet.Now, fleet.Fleet.Now.WithCaughtUp(Fleet.Address('a'), since).Next);
    }

    [Fact]
    public void No_reader_is_known_to_show_what_a_session_wrote()
    {
        var fleet = new GaleraFleet("abc");
        fleet.Play("a=3 b=3 c=3 => a|abc|");
        Assert.All("bc", name => Assert.False(fleet.Fleet.Now.Shows(20, Fleet.Address(name), moment: 0)));
        Assert.True(fleet.Fleet.Now.FreshnessOf(20)!.IsBlind);
    }
}
