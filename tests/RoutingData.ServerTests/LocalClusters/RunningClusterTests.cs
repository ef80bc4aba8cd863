using System.Data.Common;
using System.Globalization;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.ServerTests.LocalClusters;

/// <summary>A cluster as it is right after its start, and two of them at once.</summary>
public sealed class RunningClusterTests
{
    /// <summary>How many commits wait for a replica's acknowledgement.</summary>
    internal const string CommitsInFlight =
        "SELECT COUNT(*) FROM information_schema.processlist WHERE state LIKE 'Waiting for semi-sync%'";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Started_cluster_has_one_writer_and_replicates_what_the_application_writes()
    {
        await using var cluster = await LocalCluster.StartAsync(cancellationToken: Token);

        await WriteAsync(cluster["db001"].ConnectionString, "CREATE TABLE t (v INT PRIMARY KEY); INSERT INTO t VALUES (42)");
        await cluster.WaitForReplicationAsync(Token);

        Assert.Equal(["db001", "db002", "db003"], cluster.Servers.Select(server => server.Name));
        Assert.Same(cluster["db001"], cluster.Writer);
        foreach (var server in cluster.Servers)
        {
            Assert.Equal(42L, await NumberAsync(cluster, server.Name, "SELECT v FROM testdb.t"));
            Assert.Equal(server == cluster.Writer ? 0L : 1L, await NumberAsync(cluster, server.Name, "SELECT @@GLOBAL.read_only"));
            Assert.Equal(server.ServerId, await NumberAsync(cluster, server.Name, "SELECT @@server_id"));
        }
    }

    [Fact]
    public async Task Host_names_are_the_servers_names_where_the_machine_allows_it()
    {
        await using var cluster = await LocalCluster.StartAsync(new LocalClusterOptions { Replicas = 1 }, Token);

        Assert.SkipUnless(cluster.HasHostnames, "This machine allows no UTS namespace.");
        Assert.Equal("db001", await cluster.ScalarAsync("db001", "SELECT @@hostname", Token));
        Assert.Equal("db002", await cluster.ScalarAsync("db002", "SELECT @@hostname", Token));
    }

    [Fact]
    public async Task Commit_is_acknowledged_only_when_a_replica_has_it()
    {
        await using var cluster = await LocalCluster.StartAsync(new LocalClusterOptions { Replicas = 1 }, Token);
        await cluster.ExecuteAsync("db001", "CREATE TABLE testdb.t (v INT PRIMARY KEY)", Token);
        await cluster.WaitForReplicationAsync(Token);
        await cluster.PauseAsync("db002", Token);

        var write = cluster.ExecuteAsync("db001", "INSERT INTO testdb.t VALUES (1)", Token);
        await Wait.UntilAsync(async () => await NumberAsync(cluster, "db001", CommitsInFlight) == 1, "the commit waits for the replica");
        Assert.False(write.IsCompleted);

        await cluster.ResumeAsync("db002", Token);
        await write;
    }

    [Fact]
    public async Task Two_clusters_live_side_by_side()
    {
        var starting = new[] { LocalCluster.StartAsync(cancellationToken: Token), LocalCluster.StartAsync(cancellationToken: Token) };
        await using var first = await starting[0];
        await using var second = await starting[1];

        await first.ExecuteAsync("db001", "CREATE TABLE testdb.only_first (v INT)", Token);
        await Task.WhenAll(first.WaitForReplicationAsync(Token), second.WaitForReplicationAsync(Token));

        Assert.Empty(first.Servers.Select(server => server.Address).Intersect(second.Servers.Select(server => server.Address)));
        const string Tables = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'testdb'";
        Assert.Equal(1L, await NumberAsync(first, "db003", Tables));
        Assert.Equal(0L, await NumberAsync(second, "db003", Tables));
    }

    [Fact]
    public async Task Server_that_cannot_start_says_why()
    {
        var options = new LocalClusterOptions { Replicas = 0, ServerArguments = ["--no-such-option-of-any-server"] };

        var e = await Assert.ThrowsAsync<LocalClusterException>(() => LocalCluster.StartAsync(options, Token));

        Assert.Contains("db001", e.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-option-of-any-server", e.Message, StringComparison.Ordinal);
    }

    internal static async Task<long> NumberAsync(LocalCluster cluster, string name, string sql) =>
        Convert.ToInt64(await cluster.ScalarAsync(name, sql, Token), CultureInfo.InvariantCulture);

    internal static async Task WriteAsync(string connectionString, string sql)
    {
        await using var connection = MySqlDriver.Find().Factory.CreateConnection()!;
        connection.ConnectionString = connectionString + ";Pooling=false";
        await connection.OpenAsync(Token);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Token);
    }
}
