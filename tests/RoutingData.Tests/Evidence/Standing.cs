using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.Tests.Monitoring;
using RoutingData.Tests.Pools;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Evidence;

/// <summary>What a server may still do after the topology's real steps, and what the real pools make of them for what runs on it.</summary>
/// <param name="Role">Its part in the pair.</param>
/// <param name="Writes">Whether it gets new writes.</param>
/// <param name="Reads">Whether it gets new reads.</param>
/// <param name="ReadGoesOn">Whether a read that runs on it goes on.</param>
/// <param name="WriteGoesOn">Whether a write or transaction that runs on it goes on.</param>
internal sealed record Standing(ServerRole Role, bool Writes, bool Reads, bool ReadGoesOn, bool WriteGoesOn)
{
    /// <summary>The standing of a server after some of the fleet's events.</summary>
    public static async Task<Standing> OfAsync(Fleet fleet, ServerAddress server, IEnumerable<TopologyEvent> since)
    {
        using var clock = new InFlightClock(TimeProvider.System);
        var factory = new WatchedFactory();
        var pools = new BackendPools(address => new ServerPool(
            address, factory.Driver, "", new PoolLimits(10, 8, TimeSpan.FromSeconds(1)), TimeProvider.System, clock), isConfigured: _ => true);
        var (read, write) = (await RentAsync(pools.For(server)), await RentAsync(pools.For(server)));
        read.Begin(isRepeatable: true);
        write.Begin(isRepeatable: false);
        foreach (var item in since) pools.Follow(item, fleet.Now);
        return new Standing(
            fleet.Now.RoleOf(server, 10), IsMember(fleet, 10, server), IsMember(fleet, 20, server), !read.IsTerminated, !write.IsTerminated);
    }

    private static bool IsMember(Fleet fleet, int hostgroup, ServerAddress server) =>
        fleet.Now.MembersOf(hostgroup).Any(member => member.Address == server);

    private static async Task<BackendConnection> RentAsync(ServerPool pool)
    {
        Assert.True(pool.TryAcquirePermit());
        return await pool.OpenAsync(async: true, hostgroup: 10, TimeSpan.FromSeconds(1), CancellationToken.None);
    }
}
