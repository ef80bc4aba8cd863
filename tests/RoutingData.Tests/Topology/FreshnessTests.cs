using RoutingData.Connecting;
using RoutingData.Monitor;

namespace RoutingData.Tests.Topology;

/// <summary>Who is known to show whose writes. The marks of a schedule are its moments: each probe takes one as it sets out and one as it comes
/// back.</summary>
public sealed class FreshnessTests
{
    [Theory]
    // The writer's fetch set out at 1.
    [InlineData("a=w@0-1-5 b=r@0-1-5", 'b', 1)]
    // In whatever order the answers come.
    [InlineData("b=r@0-1-5 a=w@0-1-5", 'b', 3)]
    // A mark before it came back.
    [InlineData("a> b=r@0-1-5 a=w@0-1-5", 'b', 1)]
    // A later fetch that says the same.
    [InlineData("a=w@0-1-5 b=r@0-1-5 a=w@0-1-5", 'b', 5)]
    // Not yet there, there, and ahead of what is known.
    [InlineData("a=w@0-1-5 b=r@0-1-4", 'b', 0)]
    [InlineData("a=w@0-1-5 b=r@0-1-4 b=r@0-1-5", 'b', 1)]
    [InlineData("a=w@0-1-5 b=r@0-1-9", 'b', 1)]
    // Behind the newest fetch, with all of an older one.
    [InlineData("b=r a=w@0-1-5 a=w@0-1-6 a=w@0-1-8 b=r@0-1-7", 'b', 5)]
    // What it has shown it shows still.
    [InlineData("a=w@0-1-5 b=r@0-1-5 a=w@0-1-6", 'b', 1)]
    [InlineData("a=w@0-1-5 b=r@0-1-5 a=w@0-1-6 b=r@0-1-5", 'b', 1)]
    // It told of the newest before the writer did.
    [InlineData("a=w@0-1-5 b=r@0-1-5 b=r@0-1-6 a=w@0-1-6", 'b', 7)]
    // The same numbers by another server are other transactions.
    [InlineData("a=w@0-1-5 b=r@0-2-9", 'b', 0)]
    [InlineData("a=w@0-1-5,1-1-3 b=r@0-1-5", 'b', 0)]
    [InlineData("a=w@0-1-5,1-1-3 b=r@1-1-3,0-1-5", 'b', 1)]
    // One that failed may come back with less, and so may one that was connected to anew.
    [InlineData("a=w@0-1-5 b=r@0-1-5 b=t", 'b', 0)]
    [InlineData("a=w@0-1-5 b=r@0-1-5 b=r@0-1-3^", 'b', 0)]
    [InlineData("a=w@0-1-5 b=r@0-1-5 b=r@0-1-5^", 'b', 1)]
    // The writer itself.
    [InlineData("a=w@0-1-5 b=r@0-1-5", 'a', 1)]
    public void A_member_is_fresh_up_to_the_newest_fetch_that_it_shows(string schedule, char server, long upTo) =>
        Assert.Equal(upTo, Fleet.Of("ab").See(schedule).Now.FreshUpTo(20, Fleet.Address(server)));

    [Fact]
    public void A_change_of_the_writer_forgets_all()
    {
        var fleet = Fleet.Of("abc").See("a=w@0-1-5 b=r@0-1-5 c=r@0-1-5");
        Assert.True(fleet.Now.Shows(20, Fleet.Address('c'), moment: 0));
        fleet.See("a=r@0-1-5 b=w");
        Assert.Equal("b|ac|", $"{fleet.Names(10)}|{fleet.Names(20).Replace("b", "", StringComparison.Ordinal)}|");
        Assert.False(fleet.Now.Shows(20, Fleet.Address('c'), moment: 0));
        Assert.True(fleet.Now.Shows(20, Fleet.Address('b'), moment: 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_writer_that_says_it_is_none_shows_nothing_of_others_writes(bool isReadOnly)
    {
        var fleet = Fleet.Of("ab").See("a=w@0-1-5 b=r@0-1-5");
        var before = fleet.Mark();
        fleet.Fetch('a', "0-1-5", isReadOnly);
        Assert.Equal(!isReadOnly, fleet.Now.ShowsAll(20, Fleet.Address('b'), before));
        Assert.Equal(!isReadOnly, fleet.Now.ShowsAll(10, Fleet.Address('a'), before));
        // What its own sessions wrote there is there all the same.
        Assert.True(fleet.Now.Shows(10, Fleet.Address('a'), before));
    }

    [Fact]
    public void Nor_does_one_whose_probe_has_just_said_so()
    {
        var fleet = Fleet.Of("ab").See("a=w@0-1-5 b=r@0-1-5");
        var before = fleet.Mark();
        fleet.See("a=r@0-1-5");
        Assert.Null(fleet.Now.WriterOf(10));
        Assert.False(fleet.Now.ShowsAll(20, Fleet.Address('b'), before));
    }

    [Fact]
    public void A_server_is_the_one_it_was_while_the_monitor_holds_its_connection()
    {
        var fleet = Fleet.Of("ab").See("a=w@0-1-5 b=r@0-1-5^ b=r@0-1-6");
        var since = fleet.Now.Find(Fleet.Address('b'))!.UnbrokenSince;
        Assert.InRange(since, 1, fleet.Mark());
        var mark = fleet.Mark();
        HostgroupMember Reader() => fleet.Now.MembersOf(20).Single(member => member.Address == Fleet.Address('b'));
        var demand = new FreshnessDemand(mark, Bound: 0, Previous: null, Same: Fleet.Address('b'));
        Assert.True(demand.IsMetBy(Reader(), 20, fleet.Now));
        fleet.See("b=r@0-1-6");
        Assert.True(demand.IsMetBy(Reader(), 20, fleet.Now));
        // It may have come back with less than the session saw there.
        fleet.See("b=r@0-1-3^");
        Assert.False(demand.IsMetBy(Reader(), 20, fleet.Now));
    }

    [Theory]
    [InlineData("a=w@0-1-5^", false)]
    [InlineData("a=w@0-1-9^", false)]
    // It crashed, and came back without what its disk had not got: its numbers name something else from now on.
    [InlineData("a=w@0-1-3^", true)]
    public void A_writer_that_comes_back_with_less_is_another_one_and_what_it_lost_is_told(string again, bool hasLost)
    {
        var fleet = Fleet.Of("ab").See("a=w@0-1-4 b=r@0-1-4 a=w@0-1-5 b=r@0-1-5");
        var written = fleet.Mark();
        fleet.See("a=w@0-1-5").See(again);
        Assert.Equal(hasLost, fleet.Now.HasLost(written));
        Assert.Equal(!hasLost, fleet.Now.Shows(20, Fleet.Address('b'), moment: 0));
    }

    [Fact]
    public void While_the_writer_is_lost_what_was_known_stays()
    {
        var fleet = Fleet.Of("abc", maxFailures: 1).See("a=w@0-1-5 b=r@0-1-5 c=r@0-1-5");
        var before = fleet.Now.FreshUpTo(20, Fleet.Address('b'));
        fleet.See("a=t");
        Assert.Null(fleet.Now.WriterOf(10));
        Assert.Equal((1, 1), (before, fleet.Now.FreshUpTo(20, Fleet.Address('b'))));
    }

    [Fact]
    public void A_former_writer_with_writes_that_were_lost_shows_none_of_the_new_ones()
    {
        var fleet = Fleet.Of("ab", maxFailures: 1).See("a=w@0-1-5 b=r@0-1-5 a=t b=w@0-1-5 b=w@0-2-6 a=r@0-1-9");
        Assert.Equal("b|ab|", fleet.Roles);
        Assert.False(fleet.Now.Shows(20, Fleet.Address('a'), fleet.Now.FreshUpTo(20, Fleet.Address('b')) - 1));
    }

    [Fact]
    public void Of_an_address_that_leads_to_several_servers_nothing_is_known()
    {
        var fleet = Fleet.Of("ab").See("a=w@0-1-5 b=r@0-1-5").Meet('b', 'z');
        fleet.See("b=r@0-1-5");
        Assert.Equal(0, fleet.Now.FreshUpTo(20, Fleet.Address('b')));
    }

    [Theory]
    [InlineData("b=r@0-1-5#z", 1)]
    [InlineData("b=r@0-1-4#z", 0)]
    public void An_address_that_leads_elsewhere_is_judged_by_what_is_there_now(string schedule, long upTo) =>
        Assert.Equal(upTo, Fleet.Of("ab").See("a=w@0-1-5 b=r@0-1-5").See(schedule).Now.FreshUpTo(20, Fleet.Address('b')));

    [Theory]
    [Trait("Requirement", "D38")]
    // b has what a had when it was asked at 9, and not what it had at 11: what was answered from 9 on, until b was asked at 19, may be gone.
    [InlineData("a=t a=t a=t b=w@0-1-6", 9, 19)]
    [InlineData("a=t a=t a=t b=w@0-1-6,0-2-9", 9, 19)]
    [InlineData("a=t a=t a=t b=w@0-1-8", 0, 0)]
    [InlineData("a=r@0-1-8 b=w@0-1-8,0-2-9", 0, 0)]
    // A writer that comes back with less than it had.
    [InlineData("a=t a=t a=t a=w@0-1-6", 9, 19)]
    [InlineData("a=t a=t a=t a=w@0-1-8", 0, 0)]
    // A loss stays known over the next failover.
    [InlineData("a=t a=t a=t b=w@0-1-6 b=r@0-1-6 c=w@0-1-6", 9, 19)]
    public void A_new_writer_that_lacks_something_tells_when_it_was_written(string failover, long from, long until)
    {
        var fleet = Fleet.Of("abc").See("a=w@0-1-1 b=r@0-1-1 c=r@0-1-1 a=w@0-1-5 a=w@0-1-6 a=w@0-1-8").See(failover);
        for (var moment = 1; moment < 40; moment++) Assert.Equal(from > 0 && moment >= from && moment <= until, fleet.Now.HasLost(moment));
    }

    [Fact]
    public void A_hostgroup_in_no_pair_has_no_writer_to_be_late_against() =>
        Assert.True(Fleet.Of("ab").Now.Shows(77, Fleet.Address('b'), moment: 5));
}
