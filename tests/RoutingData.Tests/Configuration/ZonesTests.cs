using RoutingData.Configuration;

namespace RoutingData.Tests.Configuration;

/// <summary>Which servers are near, as the options and the environment say.</summary>
public sealed class ZonesTests
{
    [Theory]
    [InlineData("east", null, "db1 db3")]
    [InlineData(null, "east", "db1 db3")]
    // The options come before the environment.
    [InlineData("WEST ", "east", "db2")]
    [InlineData("north", null, "")]
    [InlineData(null, null, "")]
    [InlineData(null, " ", "")]
    public void Near_are(string? zone, string? environment, string near)
    {
        var options = new RoutingOptions { Zone = zone };
        foreach (var (host, at) in ((string, string?)[])[("db1", "east"), ("db2", "west"), ("db3", "East"), ("db4", null)])
            options.Servers.Add(new ServerOptions { Hostname = host, Zone = at });
        var servers = Zones.LocalServers(options, environment).Select(server => server.Hostname).Order(StringComparer.Ordinal);
        Assert.Equal(near, string.Join(' ', servers));
    }
}
