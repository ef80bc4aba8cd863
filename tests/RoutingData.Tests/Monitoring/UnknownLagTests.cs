using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Tests.Monitoring;

/// <summary>A server whose replication the monitor may not see has an unknown lag: the log says what that costs and what to grant.</summary>
[Trait("Fault", "R19")]
public sealed class UnknownLagTests
{
    [Theory(Timeout = Watched.Limit)]
    [InlineData(0, "monitor", "Warning", null)]
    [InlineData(0, null, "Information", null)]
    [InlineData(5, "monitor", "Warning", "20")]
    [InlineData(5, null, "Warning", "20")]
    public async Task The_line_names_the_hostgroups_that_lose_their_reads_and_the_grant_and_warns_of_what_is_missing(
        int limit, string? user, string level, string? hostgroups)
    {
        using var server = new FakeServer("db001") { ReadOnly = true, OnReplication = new FakeDbException(DriverError.PrivilegeMissing, "denied") };
        using var log = new BlockedLog();
        log.Release();
        var definition = new TopologyDefinition
        {
            Servers = [new ServerDefinition(20, Watched.Address(server)) { MaxReplicationLag = limit }],
            ReplicationHostgroups = [new ReplicationHostgroup(10, 20)],
        };
        await using var monitor = new TopologyMonitor(
            definition, address => address.Address.Hostname, new FakeDriver(server).Driver, new MonitorOptions { Username = user }, new ManualTime(), log,
            new Random(1));
        monitor.Start();

        var line = "";
        await Task.Run(() =>
        {
            while (!line.Contains("may not see replication", StringComparison.Ordinal)) line = log.Lines.Take(TestContext.Current.CancellationToken);
        }, TestContext.Current.CancellationToken);
        Assert.StartsWith($"{level}: Server db001:3306", line, StringComparison.Ordinal);
        Assert.Contains("REPLICATION CLIENT (MariaDB: SLAVE MONITOR", line, StringComparison.Ordinal);
        if (hostgroups is null) Assert.DoesNotContain("reads", line, StringComparison.Ordinal);
        else Assert.Contains($"it gets no reads of hostgroup {hostgroups}:", line, StringComparison.Ordinal);
        Assert.Equal(limit > 0 ? 0 : 1, monitor.Current.MembersOf(20).Length);
    }
}
