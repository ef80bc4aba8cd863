using RoutingData.Monitor;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Discovery;

/// <summary>Who is discovered and who goes: what was said, what is allowed and what is proven, as values.</summary>
public sealed class DiscoveryStepTests
{
    [Theory]
    [InlineData("b", "b=r<a", "a b")]
    [InlineData("b c", "b=r<a c=r<a", "a bc")]
    // It is in force, or is said to be one that is.
    [InlineData("a", "", "a")]
    [InlineData("b#a", "", "a")]
    // It is not who it was said to be.
    [InlineData("b#c", "b=r<a", "a")]
    [InlineData("b", "b=r<a#c", "a")]
    // It says that it is one that is in force; that one serves already.
    [InlineData("b?", "b=r<a#a", "a")]
    // It does not replicate, or not now, or not from here, or it takes writes.
    [InlineData("b", "b=r", "a")]
    [InlineData("b", "b=r<a~7!", "a")]
    [InlineData("b", "b=r<z", "a")]
    [InlineData("b c", "b=r<c c=r<a", "a c")]
    [InlineData("b", "b=w<a", "a")]
    [InlineData("b", "b=w", "a")]
    // It does not answer.
    [InlineData("b", "b=t", "a")]
    [InlineData("b", "b=x", "a")]
    // By a name: only its own word says who it is.
    [InlineData("b?", "b=r<a", "a b")]
    // Two addresses say that they are one server: one of them is discovered.
    [InlineData("b? c?", "b=r<a#x c=r<a#x", "a b")]
    public void A_server_is_discovered_once_it_has_shown_that_it_belongs_to_the_fleet(string named, string answers, string inForce)
    {
        var fleet = new DiscoveringFleet("a").See("a=w");
        Assert.Equal(inForce, fleet.Round(named, answers).InForce);
        // None of them serves before the monitor has heard it itself.
        Assert.Equal("a|a|", fleet.Fleet.Roles);
    }

    [Fact]
    public void It_has_the_settings_of_a_configured_one_and_the_weight_of_the_options()
    {
        var fleet = new DiscoveringFleet("a").See("a=w").Round("b", "b=r<a");
        Assert.Equal("b:3306 (2) is in force: a names it, and it replicates from a:3306", Assert.Single(fleet.Events).Reason);
        var server = fleet.Fleet.Now.Definition.Servers.Single(server => server.IsDiscovered);
        Assert.Equal((20, 7, 33, true, ServerStatus.Online), (server.Hostgroup, server.Weight, server.MaxConnections, server.UseSsl, server.Status));
    }

    [Theory]
    // As any other: it reads, is elected, and stays when it becomes the writer and the others follow it.
    [InlineData("b=r<a", "a|ab|")]
    [InlineData("b=r<a a=t b=w", "b|b|")]
    // Whatever another server says at its address, it gets nothing: no read, no write, no conflict.
    [InlineData("b=r#z", "a|a|")]
    [InlineData("b=r<a b=r<a#z", "a|a|")]
    [InlineData("b=r<a b=w#z b=w#z b=w#z", "a|a|")]
    [InlineData("b=r<a a=t b=w#z a=t b=w#z a=t b=w#z", "||")]
    public void In_force_it_is_the_server_that_was_discovered_and_no_other(string schedule, string roles) =>
        Assert.Equal(roles, new DiscoveringFleet("a").See("a=w").Round("b", "b=r<a").See(schedule).Fleet.Roles);

    [Fact]
    public void What_another_server_has_committed_counts_for_nothing()
    {
        var fleet = new DiscoveringFleet("a").See("a=w@0-1-5").Round("b", "b=r<a").See("b=r<a@0-1-5 a=t b=w@0-2-6");
        Assert.Contains("0-2-6", Newest(), StringComparison.Ordinal);
        fleet.See("b=w@0-9-99#z");
        Assert.Equal("b", fleet.Fleet.Now.Pairs[0].Writer?.Hostname);
        Assert.Contains("0-2-6", Newest(), StringComparison.Ordinal);

        string Newest() => fleet.Fleet.Now.Freshness[0].Trail?.Newest.Position.Written.Text ?? "";
    }

    [Theory]
    // Named, or answering, it stays; neither of them for a minute, it goes.
    [InlineData("b", true, "b=t b=t b=t", 61, "a b")]
    [InlineData("", true, "b=r<a", 61, "a b")]
    [InlineData("", true, "b=t", 61, "a b")]
    [InlineData("", true, "b=t b=t b=t", 59, "a b")]
    [InlineData("", true, "b=t b=t b=t", 61, "a")]
    // Where not all have answered, that it was not named says nothing.
    [InlineData("", false, "b=t b=t b=t", 61, "a b")]
    // Another server answers there.
    [InlineData("b", true, "b=r<a#z", 1, "a")]
    // It follows another fleet; not while there is no writer that answers, or it was promoted itself.
    [InlineData("b", true, "b=r<z", 1, "a")]
    [InlineData("b", true, "a=t b=r<z", 1, "a b")]
    [InlineData("b", true, "b=r", 1, "a b")]
    public void It_goes_when_it_is_gone_or_is_another_and_not_before(string named, bool isWhole, string schedule, int seconds, string inForce)
    {
        var fleet = new DiscoveringFleet("a").See("a=w").Round("b", "b=r<a").See("b=r<a").Round("b", "");
        Assert.Equal(inForce, fleet.See(schedule).Wait(seconds).Round(named, "", isWhole).InForce);
        Assert.Equal(inForce == "a" ? 1 : 0, fleet.Events.Count(item => item.Kind == TopologyEventKind.Removed));
    }

    [Fact]
    public void A_server_that_is_the_writer_and_one_that_is_configured_are_never_dropped()
    {
        var fleet = new DiscoveringFleet("ac").See("a=w c=r<a").Round("b", "b=r<a").See("b=r<a").Round("b", "").See("a=t a=t a=t c=t c=t c=t b=w");
        Assert.Equal("b|b|", fleet.Fleet.Roles);
        Assert.Equal("ac b", fleet.See("b=t b=t").Wait(3600).Round("", "").InForce);
    }

    [Fact]
    public void One_that_was_made_anew_at_its_address_is_another_and_proves_itself_again()
    {
        var fleet = new DiscoveringFleet("a").See("a=w").Round("b", "b=r<a").See("b=r<a b=r<a#z").Round("b#z", "");
        Assert.Equal("a", fleet.InForce);
        Assert.Equal("a b", fleet.Round("b#z", "b=r<a#z").InForce);
        Assert.Equal("a|ab|", fleet.See("b=r<a#z").Fleet.Roles);
    }

    [Fact]
    public void No_more_servers_are_asked_or_discovered_than_the_options_say()
    {
        var fleet = new DiscoveringFleet("a", most: 2).See("a=w").Round("b c d", "b=r<a c=r<a");
        Assert.Equal("a bc", fleet.InForce);
        Assert.Contains(fleet.Remarks, remark => remark.Contains("Discovery:MaxServers", StringComparison.Ordinal));
        Assert.Equal("a bc", fleet.See("b=r<a c=r<a").Round("d", "d=r<a").InForce);
    }

    [Fact]
    public void What_is_not_allowed_is_not_asked()
    {
        var fleet = new DiscoveringFleet("a", allowed: "b").See("a=w").Round("b c", "b=r<a");
        Assert.Equal("a b", fleet.InForce);
        Assert.Equal(["a names c, port 3306, which Discovery:AllowedHosts does not allow: nothing connects to it"], fleet.Remarks);
    }
}
