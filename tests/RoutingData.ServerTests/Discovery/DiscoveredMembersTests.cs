using RoutingData.Monitor;
using RoutingData.ServerTests.Groups;

namespace RoutingData.ServerTests.Discovery;

/// <summary>One member of a replication group is configured; the others are found, and carry on without it.</summary>
public sealed class DiscoveredMembersTests(DiscoveredMembersTests.Cluster cluster) : IClassFixture<DiscoveredMembersTests.Cluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writes_go_on_when_the_only_configured_member_dies()
    {
        var servers = cluster.Servers;
        await using var source = await DiscoveringSource.StartAsync(servers, options =>
        {
            options.ReplicationHostgroups.Add(new ReplicationHostgroupOptions { CheckType = "group_replication" });
            options.Discovery.Sources.Add(DiscoverySource.GroupMembers);
        });
        await source.WaitForMembersAsync(10, "db001");
        await source.WaitForMembersAsync(20, "db002", "db003");
        await source.AskAsync("INSERT INTO testdb.t (v) VALUES (1)");

        await servers.KillAsync("db001", Token);
        var elected = await servers.WaitForElectionAsync("db001", Token);
        await source.WaitForMembersAsync(10, elected.Writer.Name);
        await source.AskAsync("INSERT INTO testdb.t (v) VALUES (2)");
        Assert.Equal(1, await cluster.CountAsync(elected.Writer.Name, 2));
        Assert.Equal(3, source.Source.Monitor.Current.Servers.Length);
    }

    public sealed class Cluster() : GroupCluster(Testing.ClusterFleet.GroupReplication);
}
