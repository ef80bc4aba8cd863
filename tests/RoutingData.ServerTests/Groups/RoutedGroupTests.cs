using RoutingData.Monitor;
using RoutingData.ServerTests.LocalClusters;
using RoutingData.ServerTests.Loads;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Groups;

/// <summary>The router on three members of Group Replication: writes follow the primary, and one that was left behind gets nothing.</summary>
[Trait("Requirement", "D36")]
public sealed class RoutedGroupTests(GroupReplicationTests.Cluster cluster) : IClassFixture<GroupReplicationTests.Cluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Requirement", "D07")]
    [Trait("Requirement", "D08")]
    public async Task Under_load_a_primary_that_is_told_costs_no_error_and_one_that_is_frozen_gets_nothing_when_it_comes_back()
    {
        var servers = cluster.Servers;
        await servers.ExecuteAsync("db001", TablesOfTheLoad, Token);
        await servers.WaitForReplicationAsync(Token);
        await using var source = NewSource();
        await using var load = new WriteLoad(source, workers: 4);
        await load.WaitForWritesAsync(5);

        await servers.SetPrimaryAsync("db002", Token);
        await WaitForWriterAsync(source, "db002");
        await load.WaitForWritesAsync(5);
        Assert.DoesNotContain(load.Writes, write => !write.IsAcknowledged);

        await servers.PauseAsync("db002", Token);
        var election = await servers.WaitForElectionAsync("db002", Token);
        await WaitForWriterAsync(source, election.Writer.Name);
        await load.WaitForWritesAsync(5);
        var afterElection = await LastAsync(election.Writer.Name);
        await servers.ResumeAsync("db002", Token);
        await load.WaitForWritesAsync(20);
        await servers.RejoinAsync("db002", Token);
        await Wait.UntilAsync(() => source.Monitor.Current.RoleOf(servers["db002"].Address, 10) == ServerRole.Reader, "it reads again");
        await load.StopAsync();
        await servers.WaitForReplicationAsync(Token);

        foreach (var server in servers.Servers) (await WriteHistory.ReadAsync(servers, server.Name)).AssertAgreesWith(load.Writes);
        Assert.Empty(load.ReadErrors);
        Assert.Equal(
            0L, await servers.ScalarAsync("db001", $"SELECT COUNT(*) FROM testdb.writes WHERE id > {afterElection} AND server <> {election.Writer.ServerId}", Token));
    }

    [Fact]
    public async Task A_group_that_one_member_makes_of_its_own_gets_nothing()
    {
        var servers = cluster.Servers;
        await servers.SetPrimaryAsync("db001", Token);
        await using var source = NewSource();
        await (await source.OpenConnectionAsync(Token)).DisposeAsync();
        await WaitForWriterAsync(source, "db001");

        await servers.ExecuteAsync("db003", "STOP GROUP_REPLICATION", Token);
        await servers.ExecuteAsync(
            "db003", "SET GLOBAL group_replication_bootstrap_group = 1; START GROUP_REPLICATION; SET GLOBAL group_replication_bootstrap_group = 0", Token);
        var stray = servers["db003"].Address;
        await Wait.UntilAsync(() => source.Monitor.Current.Find(stray) is { Health: ServerHealth.Online } state && state.Report?.Group?.View is { Change: 1 }, "its view was seen");

        Assert.Equal(servers["db001"].Address, source.Monitor.Current.WriterOf(10)?.Address);
        Assert.Equal([servers["db001"].Address, servers["db002"].Address], source.Monitor.Current.MembersOf(20).Select(member => member.Address).OrderBy(address => address.Hostname));

        await servers.ExecuteAsync("db003", "STOP GROUP_REPLICATION", Token);
        await servers.RejoinAsync("db003", Token);
        await Wait.UntilAsync(() => source.Monitor.Current.MembersOf(20).Length == 3, "it reads again");
    }

    private const string TablesOfTheLoad =
        "CREATE TABLE testdb.writes (id BIGINT AUTO_INCREMENT PRIMARY KEY, worker INT NOT NULL, number INT NOT NULL, server INT NOT NULL); " +
        "CREATE TABLE testdb.keyed (id INT PRIMARY KEY, v INT NOT NULL); INSERT INTO testdb.keyed VALUES (1, 10), (2, 20)";

    private RoutingDbDataSource NewSource() => new(new RoutingOptions
    {
        ConnectionString = cluster.Servers.ConnectionString,
        ReplicationHostgroups = [new ReplicationHostgroupOptions { CheckType = "group_replication" }],
        Monitor = new MonitorOptions { Username = "monitor", Password = "monitor" },
    });

    private Task WaitForWriterAsync(RoutingDbDataSource source, string name) => Wait.UntilAsync(
        () => source.Monitor.Current.WriterOf(10)?.Address == cluster.Servers[name].Address, $"{name} is the writer");

    private async Task<long> LastAsync(string server) =>
        Convert.ToInt64(await cluster.Servers.ScalarAsync(server, "SELECT MAX(id) FROM testdb.writes", Token), null);
}
