using RoutingData.Configuration;
using RoutingData.Counting;
using RoutingData.Diagnostics;
using RoutingData.Monitor;

namespace RoutingData.Pools;

/// <summary>Makes the pool of a server from its entries in the configuration.</summary>
internal sealed class ServerPoolFactory(
    RoutingConfiguration configuration, MySqlDriver driver, TimeProvider timeProvider, InFlightClock clock, Random random,
    SourceCounts? counts = null, PoolMetrics? meters = null)
{
    public ServerPool Create(ServerAddress address)
    {
        // One pool whatever number of hostgroups the server stands in (D42): the widest limit and the strictest TLS of its entries.
        var entries = configuration.Topology.Servers.Where(server => server.Address == address).ToArray();
        // A reload may have taken it out a moment ago: then the defaults will do for the statement that still goes there.
        var server = entries.FirstOrDefault(new ServerDefinition(configuration.DefaultHostgroup, address)) with
        {
            MaxConnections = entries.Select(entry => entry.MaxConnections).DefaultIfEmpty(1).Max(),
            UseSsl = entries.Any(entry => entry.UseSsl),
        };

        var connectionString = ServerConnectionString.For(
            driver.Factory, configuration.SharedConnectionString, server, configuration.Pool, random.NextDouble());
        var keywords = new DriverKeywords(connectionString);
        var limits = new PoolLimits(
            keywords.MaximumPoolSize ?? server.MaxConnections,
            configuration.Pool.MaxConcurrentConnects,
            TimeSpan.FromMilliseconds(configuration.Pool.ConnectTimeoutMs));
        var instruments = new PoolInstruments(address, counts?.Of(address) ?? new ServerCounters(), meters, timeProvider);
        return new ServerPool(address, driver, connectionString, limits, timeProvider, clock, instruments);
    }
}
