using System.Data.Common;
using RoutingData.ServerTests.Loads;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Failover;

/// <summary>The writer changes while all servers are well.</summary>
public sealed class SwitchoverTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Requirement", "D28")]
    [Trait("Requirement", "D30")]
    public async Task Under_load_no_caller_sees_an_error()
    {
        await using var cluster = await RoutedCluster.StartAsync();
        await using var load = new WriteLoad(cluster.Source, workers: 8);
        await load.WaitForWritesAsync(10);

        // Often enough to meet the moment in which a server refuses writes and still says read_only = 0.
        foreach (var next in new[] { "db002", "db003", "db001", "db002", "db003", "db001" })
        {
            await cluster.Servers.SwitchoverAsync(next, Token);
            await load.WaitForWritesAsync(5);
        }

        await load.StopAsync();

        (await WriteHistory.ReadAsync(cluster.Servers, "db001")).AssertAgreesWith(load.Writes);
        Assert.All(load.Writes, write => Assert.True(write.IsAcknowledged, write.Error?.ToString()));
        Assert.Empty(load.ReadErrors);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [Trait("Requirement", "D28")]
    [Trait("Requirement", "D30")]
    [Trait("Requirement", "D32")]
    public async Task A_transaction_across_it_commits_nothing_and_the_next_one_finds_the_new_writer(bool async, bool atCommit)
    {
        await using var cluster = await RoutedCluster.StartAsync();
        await using var connection = await cluster.OpenAsync(async);
        var transaction = await connection.BeginAsync(async);
        if (atCommit) await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)", transaction);
        await cluster.Servers.SwitchoverAsync("db002", Token);

        var error = await Assert.ThrowsAnyAsync<DbException>(() => atCommit
            ? transaction.CommitAsync(async)
            : connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)", transaction));

        // The server refuses it; once the router has seen the new writer, it is not even sent.
        Assert.True(
            error is RoutingDbException { Outcome: StatementOutcome.RolledBack } || ServerError.NumberOf(error) == 1290, error.ToString());
        await transaction.DisposeAsync();
        await using var next = await connection.BeginAsync(async);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (2)", next);
        await next.CommitAsync(async);
        Assert.Equal("2", await cluster.Servers.ScalarAsync("db002", "SELECT GROUP_CONCAT(v) FROM testdb.numbered", Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D28")]
    public async Task No_idle_connection_to_the_old_writer_is_handed_out_again(bool async)
    {
        await using var cluster = await RoutedCluster.StartAsync();
        await using (var connection = await cluster.OpenAsync(async))
            await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)");
        await cluster.Servers.SwitchoverAsync("db002", Token);
        var address = cluster.Servers["db002"].Address;
        await cluster.WaitForAsync(topology => topology.WriterOf(10)?.Address == address);
        await cluster.Log.StartAsync();

        await using var again = await cluster.OpenAsync(async);
        await again.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (2)");

        Assert.Equal(["db002"], await cluster.Log.ServersOfAsync("INSERT INTO numbered (v) VALUES (2)"));
    }

    // OUTFILE where secure_file_priv forbids it is a 1290 that has nothing to do with roles.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D31")]
    [Trait("Requirement", "D32")]
    public async Task A_1290_of_another_cause_is_passed_through_and_demotes_nobody(bool async)
    {
        await using var cluster = await RoutedCluster.StartAsync(new() { ServerArguments = ["--secure-file-priv=/proc/sys"] });
        await cluster.Servers.ExecuteAsync("db001", "GRANT FILE ON *.* TO app", Token);
        await using var connection = await cluster.OpenAsync(async);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)");
        await cluster.Log.StartAsync();
        const string Sql = "SELECT v FROM keyed INTO OUTFILE '/tmp/never_written_by_routing_tests'";

        var error = await Assert.ThrowsAnyAsync<DbException>(() => connection.ExecuteAsync(async, Sql));

        Assert.Equal(1290, ServerError.NumberOf(error));
        Assert.IsNotType<RoutingDbException>(error);
        Assert.Equal(cluster.Servers["db001"].Address.ToString(), error.Data["RoutingData.Server"]);
        Assert.Equal(10, error.Data["RoutingData.Hostgroup"]);
        Assert.Equal(["db001"], await cluster.Log.ServersOfAsync(Sql));
        Assert.Equal(cluster.Servers["db001"].Address, cluster.Source.Monitor.Current.WriterOf(10)?.Address);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (2)");
    }
}
