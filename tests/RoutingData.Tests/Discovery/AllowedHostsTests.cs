using RoutingData.Monitor.Definitions;

namespace RoutingData.Tests.Discovery;

/// <summary>Which hosts may be connected to, whatever a server names.</summary>
public sealed class AllowedHostsTests
{
    [Theory]
    [InlineData("10.1.0.0/16", "10.1.2.3", "10.1.2.3")]
    [InlineData("10.1.0.0/16", "10.2.2.3", null)]
    [InlineData("10.1.2.3/16", "10.1.9.9", "10.1.9.9")]
    [InlineData("10.1.2.3", "10.1.2.3", "10.1.2.3")]
    [InlineData("10.1.2.3", "10.1.2.4", null)]
    [InlineData("fd00::/8", "fd00:0::1", "fd00::1")]
    [InlineData("fd00::/8", "fe80::1", null)]
    // The same address in other words.
    [InlineData("10.1.0.0/16", "::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("::ffff:0:0/96", "::ffff:10.1.2.3", null)]
    [InlineData("fe80::/10", "fe80::1%2", null)]
    [InlineData("10.1.0.0/16", "167838211", "10.1.2.3")]
    [InlineData("db001.shop.internal", "DB001.shop.internal", "DB001.shop.internal")]
    [InlineData("db001.shop.internal", "db001.shop.internal.", "db001.shop.internal.")]
    [InlineData("db*.shop.internal", "db17.shop.internal", "db17.shop.internal")]
    [InlineData("db*.shop.internal", "web1.shop.internal", null)]
    // A label is a label.
    [InlineData("*.shop.internal", "db.evil.shop.internal", null)]
    [InlineData("db*.shop.internal", "db.shop.internal.evil.org", null)]
    [InlineData("db*", "db1", "db1")]
    [InlineData("db*", "db1.evil.org", null)]
    // A network allows no name.
    [InlineData("10.1.0.0/16", "db001", null)]
    // What a driver would take for more than a host.
    [InlineData("d*", "db001,db002", null)]
    [InlineData("d*", "db001;Uid=x", null)]
    [InlineData("d*", "db001:3307", null)]
    [InlineData("*.sock", "/tmp/mysql.sock", null)]
    [InlineData("d*", "", null)]
    [InlineData("*.internal", ".internal", null)]
    public void Only_what_an_entry_allows(string entry, string host, string? expected)
    {
        Assert.Null(AllowedHosts.ErrorIn(entry));
        Assert.Equal(expected, AllowedHosts.Of([entry]).Admit(host, 3306)?.Hostname);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65_536)]
    public void No_port_that_there_is_not(int port) => Assert.Null(AllowedHosts.Of(["10.0.0.0/8"]).Admit("10.1.2.3", port));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("10.1.0.0/33")]
    // All names, or none.
    [InlineData("*")]
    [InlineData("10.1.0.*")]
    [InlineData("db001:3306")]
    [InlineData("db001, db002")]
    [InlineData("a..b")]
    public void What_is_no_host_and_no_network_is_an_error(string? entry) => Assert.NotNull(AllowedHosts.ErrorIn(entry));
}
