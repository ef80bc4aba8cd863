using RoutingData.Pools;
using RoutingData.Sessions;
using RoutingData.Tests.Pools;
using RoutingData.Threading;

namespace RoutingData.Tests.Sessions;

/// <summary>The pointers of a session, by the table that stands on them.</summary>
public sealed class SessionAffinityTests
{
    private readonly ServerPool _pool = new WatchedFactory().Pool("db001");

    [Fact]
    [Trait("Fault", "A6")]
    public void What_a_read_only_transaction_leaves_on_a_reader_does_not_make_that_the_place_of_the_last_write()
    {
        var (writer, reader) = (Open(), Open());
        var affinity = default(SessionAffinity);
        affinity.MoveHomeTo(writer);
        affinity.NoteWrite();
        affinity.StayOn(reader);
        Assert.Equal((reader, writer, true), (affinity.Home, affinity.LastWrite, affinity.HomeOnlyReads));
        affinity.LeaveHome();
        Assert.Equal((null, writer, false, reader), (affinity.Home, affinity.LastWrite, affinity.HomeOnlyReads, affinity.LeftOn));
    }

    [Fact]
    [Trait("Fault", "S2")]
    public void What_was_written_to_does_not_only_read_any_more()
    {
        var writer = Open();
        var affinity = default(SessionAffinity);
        affinity.StayOn(writer);
        Assert.True(affinity.HomeOnlyReads);
        affinity.NoteWrite();
        Assert.Equal((false, writer, writer), (affinity.HomeOnlyReads, affinity.Home, affinity.LastWrite));
        affinity.StayOn(writer);
        Assert.False(affinity.HomeOnlyReads);
    }

    [Fact]
    public void The_last_write_stays_where_it_ran_until_the_next_one()
    {
        var (first, second) = (Open(), Open());
        var affinity = default(SessionAffinity);
        affinity.MoveHomeTo(first);
        Assert.Null(affinity.LastWrite);
        affinity.NoteWrite();
        Assert.Same(first, affinity.MoveHomeTo(second));
        Assert.Same(first, affinity.LastWrite);
        affinity.Detach(second);
        Assert.Equal((null, first), (affinity.Home, affinity.LastWrite));
        affinity.MoveHomeTo(second);
        affinity.NoteWrite();
        Assert.Same(second, affinity.LastWrite);
    }

    [Fact]
    public void State_is_with_the_transaction_then_with_what_is_bound_then_at_home()
    {
        var (home, bound) = (Open(), Open());
        var affinity = default(SessionAffinity);
        Assert.Null(affinity.Holder);
        affinity.MoveHomeTo(home);
        Assert.Same(home, affinity.Holder);
        affinity.Bound = bound;
        Assert.Same(bound, affinity.Holder);
        // What is only borrowed for a time is not moved to.
        Assert.Null(affinity.MoveHomeTo(bound));
        Assert.Same(home, affinity.Home);
        affinity.Detach(bound);
        Assert.Same(home, affinity.Holder);
    }

    [Fact]
    public void A_move_of_the_home_that_is_no_write_leaves_nothing_behind()
    {
        var (reader, writer) = (Open(), Open());
        var affinity = default(SessionAffinity);
        affinity.StayOn(reader);
        affinity.MoveHomeTo(writer);
        Assert.Equal((false, null), (affinity.HomeOnlyReads, affinity.LeftOn));
    }

    private BackendConnection Open()
    {
        Assert.True(_pool.TryAcquirePermit());
        return SyncResult.Of(_pool.OpenAsync(async: false, 10, TimeSpan.FromSeconds(1), CancellationToken.None));
    }
}
