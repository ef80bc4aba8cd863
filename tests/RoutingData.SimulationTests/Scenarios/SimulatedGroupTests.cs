using System.Globalization;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>The simulated replication group does what real ones were seen to do (docs/fleets.md).</summary>
public sealed class SimulatedGroupTests
{
    private readonly SimulatedClock _clock = new();
    private readonly SimulatedCluster _cluster;

    public SimulatedGroupTests() => _cluster = new SimulatedCluster(_clock, new SimulatedClusterOptions { Fleet = ClusterFleet.GroupReplication, Version = "9.7.0" });

    [Fact]
    public void A_dead_primary_is_unreachable_after_five_seconds_and_replaced_after_six()
    {
        var view = ViewOf("db002");
        _cluster.Kill("db001");
        _clock.Advance(TimeSpan.FromSeconds(5.5));
        Assert.Equal(["1 UNREACHABLE PRIMARY", "2 ONLINE SECONDARY", "3 ONLINE SECONDARY"], Said("db002"));
        Assert.Equal(view, ViewOf("db002"));
        Assert.True(_cluster["db002"].IsReadOnly);

        _clock.Advance(TimeSpan.FromSeconds(0.52));
        Assert.Equal(["2 ONLINE PRIMARY", "3 ONLINE SECONDARY"], Said("db003"));
        Assert.Equal(view.Change + 1, ViewOf("db003").Change);
        Assert.True(_cluster["db002"].IsReadOnly);

        _clock.Advance(TimeSpan.FromMilliseconds(40));
        Assert.False(_cluster["db002"].IsReadOnly);
        Assert.Equal("db002", _cluster.Writer.Name);
    }

    [Fact]
    public void A_frozen_primary_says_what_it_said_before_until_it_finds_out()
    {
        _cluster.Pause("db001");
        _clock.Advance(TimeSpan.FromSeconds(7));
        _cluster.Resume("db001");
        Assert.Equal(["1 ONLINE PRIMARY", "2 ONLINE SECONDARY", "3 ONLINE SECONDARY"], Said("db001"));
        Assert.False(_cluster["db001"].IsReadOnly);

        _clock.Advance(TimeSpan.FromSeconds(3.2));
        Assert.Equal(["1 ERROR "], Said("db001"));
        Assert.Equal(ViewOf("db002"), ViewOf("db001"));
        Assert.True(_cluster["db001"].IsReadOnly);

        _cluster.Rejoin("db001");
        Assert.Equal(["1 RECOVERING SECONDARY", "2 ONLINE PRIMARY", "3 ONLINE SECONDARY"], Said("db003"));
        _clock.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(["1 ONLINE SECONDARY", "2 ONLINE PRIMARY", "3 ONLINE SECONDARY"], Said("db003"));
    }

    [Fact]
    public void Set_as_primary_leaves_the_view_and_one_writable_member_at_most()
    {
        var view = ViewOf("db001");
        _cluster.SetPrimary("db003");
        Assert.All(_cluster.Servers, server => Assert.True(server.IsReadOnly));
        _clock.Advance(TimeSpan.FromMilliseconds(70));
        Assert.Equal(["db003"], _cluster.Servers.Where(server => !server.IsReadOnly).Select(server => server.Name));
        Assert.Equal(view, ViewOf("db003"));
    }

    [Fact]
    public void A_group_made_beside_one_that_lives_has_a_later_number_and_is_not_the_group()
    {
        _cluster.Stop("db003");
        _clock.Advance(TimeSpan.FromSeconds(1));
        _cluster.Restart("db003");
        Assert.Equal([" OFFLINE "], Said("db003"));
        _cluster.Bootstrap("db003");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["3 ONLINE PRIMARY"], Said("db003"));
        Assert.False(_cluster["db003"].IsReadOnly);
        Assert.True(ViewOf("db003").Group > ViewOf("db001").Group);
        Assert.Equal("db001", _cluster.Writer.Name);
    }

    [Fact]
    public void Members_commit_what_most_have_received()
    {
        _cluster.Execute("db001", "CREATE TABLE t (id INT PRIMARY KEY)");
        _cluster.Execute("db001", "INSERT INTO t VALUES (1)");
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal(1L, _cluster.Scalar("db003", "SELECT COUNT(*) FROM t"));

        _cluster.CutMembers("db001");
        Assert.Equal(3100, Assert.Throws<SimulatedDbException>(() => _cluster.Execute("db001", "INSERT INTO t VALUES (2)")).Number);
        _clock.Advance(TimeSpan.FromSeconds(7));
        _cluster.Execute("db002", "INSERT INTO t VALUES (3)");
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal(2L, _cluster.Scalar("db003", "SELECT COUNT(*) FROM t"));
        Assert.Equal(1L, _cluster.Scalar("db001", "SELECT COUNT(*) FROM t"));
    }

    // id, state, role of each member, as a server says it.
    private IEnumerable<string> Said(string server) => Rows(server).Select(row => $"{Id(row[0])} {row[1]} {row[2]}");

    private (ulong Group, int Change) ViewOf(string server)
    {
        var parts = ((string)Rows(server)[0][3]!).Split(':');
        return (ulong.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private IReadOnlyList<object?[]> Rows(string server) => _cluster[server].GroupTable(["member_id", "member_state", "member_role", "view_id"]).Rows;

    private static string Id(object? uuid) => ((string)uuid!).TrimStart('0', '-');
}
