namespace RoutingData.Tests.Topology;

/// <summary>A reader's address that leads to several servers: a reader endpoint, a service of Kubernetes.</summary>
[Trait("Fault", "R9")]
public sealed class SeveralServersTests
{
    [Theory]
    [InlineData("b=r#y b=r#z b=r#y b=r#z b=r b=r#y", "Replaced:b Replaced:b Several:b")]
    // It moved, and leads to one.
    [InlineData("b=r#z b=r#z b=r#z", "Replaced:b")]
    // Three new connections to one and the same: it leads to one again. A held connection says nothing about it.
    [InlineData("b=r#z b=r b=r^ b=r^ b=r#z", "Replaced:b Several:b")]
    [InlineData("b=r#z b=r b=r^ b=r b=r^ b=r^ b=r#z", "Replaced:b Several:b Replaced:b")]
    public void It_is_told_once(string schedule, string said)
    {
        var fleet = Fleet.Of("ab").See("a=w b=r");
        fleet.Events.Clear();
        Assert.Equal((said, "a|ab|"), (fleet.See(schedule).Said, fleet.Roles));
    }

    [Fact]
    public void What_sessions_meet_counts_as_what_the_monitor_meets()
    {
        var fleet = Fleet.Of("ab").See("a=w b=r");
        fleet.Events.Clear();
        Assert.Equal("", fleet.Meet('b', 'y').Said);
        Assert.Equal("", fleet.Meet('b', 'b').Said);
        Assert.Equal("Several:b", fleet.Meet('b', 'y').Meet('b', 'z').Said);
    }

    [Fact]
    public void Where_a_limit_is_set_its_lag_is_not_known()
    {
        var fleet = Fleet.Of("ab", maxLag: 10).See("a=w b=r<a~0 b=r<a~0#z");
        Assert.Equal("a|ab|", fleet.Roles);
        Assert.Equal("a|a|", fleet.See("b=r<a~0").Roles);
        Assert.Equal("a|ab|", fleet.See("b=r<a~0^ b=r<a~0^ b=r<a~0^").Roles);
    }

    [Fact]
    public void A_writable_server_behind_it_ends_the_story()
    {
        var fleet = Fleet.Of("ab").See("a=w b=r b=r#z b=r");
        Assert.True(fleet.Now.Find(Fleet.Address('b'))!.LeadsToSeveral);
        Assert.False(fleet.See("b=w#z").Now.Find(Fleet.Address('b'))!.LeadsToSeveral);
    }
}
