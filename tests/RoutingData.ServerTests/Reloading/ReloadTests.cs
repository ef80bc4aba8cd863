using Microsoft.Extensions.Logging;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Reloading;

/// <summary>Changes of the application's configuration, in force without a restart and all at once (D48).</summary>
[Trait("Requirement", "D48")]
public sealed class ReloadTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private const string WhereAmI = "SELECT @@server_id";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_changed_rule_counts_from_the_next_statement_on(bool async)
    {
        await using var application = new ConfiguredApplication(cluster, "db001", "db002", "db003");
        await using var connection = await application.OpenAsync(async);
        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, WhereAmI)));

        application.Change(("QueryRules:0:RuleId", "1"), ("QueryRules:0:MatchPattern", "server_id"), ("QueryRules:0:DestinationHostgroup", "10"));
        Assert.Equal("db001", cluster.NameOf(await connection.ScalarAsync(async, WhereAmI)));

        application.Change(("QueryRules:0:DestinationHostgroup", "20"));
        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, WhereAmI)));
        Assert.Equal(2, application.Log.Lines.Count(line => line.Id == 110));
    }

    [Theory]
    [InlineData("Failover:WriterWaitTimeoutMs", "-1")]
    [InlineData("Failover:WriterWaitTimeoutMs", "soon")]
    [InlineData("TransactionPersistent", "false")]
    [InlineData("QueryRules:0:MatchPattern", "(")]
    [InlineData("ConnectionString", "Server=;No Such Keyword=1")]
    public async Task A_fault_is_logged_once_and_the_former_options_stay_in_force_until_it_is_mended(string key, string value)
    {
        await using var application = new ConfiguredApplication(cluster, "db001", "db002", "db003");
        application.Change(("QueryRules:0:RuleId", "1"), ("QueryRules:0:MatchPattern", "server_id"), ("QueryRules:0:DestinationHostgroup", "10"));
        await using var connection = await application.OpenAsync(async: true);
        var before = application.Configuration[$"RoutingData:{key}"];

        application.Change((key, value), ("QueryRules:0:DestinationHostgroup", "20"));

        var error = Assert.Single(application.Log.Lines, line => line.Level >= LogLevel.Error);
        Assert.Equal(111, error.Id);
        Assert.Contains(key.Split(':')[^1], error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Password", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("db001", cluster.NameOf(await connection.ScalarAsync(async: true, WhereAmI)));

        application.Change((key, before));
        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async: true, WhereAmI)));
        Assert.Single(application.Log.Lines, line => line.Level >= LogLevel.Error);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_removed_server_gets_nothing_any_more_and_an_added_one_serves_reads(bool async)
    {
        await using var application = new ConfiguredApplication(cluster, "db001", "db002");
        await using var held = await application.OpenAsync(async);
        Assert.Equal("db002", cluster.NameOf(await held.ScalarAsync(async, WhereAmI)));
        await held.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)");
        var added = cluster.Servers["db003"].Address;

        application.Change(("Servers:1:Port", $"{added.Port}"), ("Servers:1:Hostname", added.Hostname));
        Assert.Null(application.Source.Monitor.Current.Find(cluster.Servers["db002"].Address));
        await application.Source.WaitForAsync(topology => topology.RoleOf(added, 10) == Monitor.ServerRole.Reader);
        await cluster.Log.StartAsync();

        Assert.Equal("db003", cluster.NameOf(await held.ScalarAsync(async, WhereAmI)));
        for (var i = 0; i < 20; i++)
        {
            await using var connection = await application.OpenAsync(async);
            Assert.Equal("db003", cluster.NameOf(await connection.ScalarAsync(async, WhereAmI)));
        }

        Assert.DoesNotContain(await cluster.Log.ReadAsync(), item => item.Server == "db002" && item.IsExecution);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Changed_weights_decide_the_share_of_reads(bool async)
    {
        await using var application = new ConfiguredApplication(cluster, "db001", "db002", "db003");
        foreach (var (zero, other, expected) in new[] { (1, 2, "db003"), (2, 1, "db002") })
        {
            application.Change(($"Servers:{zero}:Weight", "0"), ($"Servers:{other}:Weight", "5"));
            for (var i = 0; i < 20; i++)
            {
                await using var connection = await application.OpenAsync(async);
                await application.Source.WaitForAsync(topology => topology.RoleOf(cluster.Servers[expected].Address, 10) == Monitor.ServerRole.Reader);
                Assert.Equal(expected, cluster.NameOf(await connection.ScalarAsync(async, WhereAmI)));
            }
        }
    }

    // New pools replace the old ones; what a session holds stays where it is until the session lets go of it.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_session_holds_survives_a_change_of_its_servers(bool async)
    {
        await using var application = new ConfiguredApplication(cluster, "db001", "db002", "db003");
        await using var pinned = await application.OpenAsync(async);
        await using var inTransaction = await application.OpenAsync(async);
        await using var hasInserted = await application.OpenAsync(async);
        await pinned.ExecuteAsync(async, "SET @x = 5");
        var transaction = await inTransaction.BeginAsync(async);
        await inTransaction.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (801)", transaction);
        await hasInserted.ExecuteAsync(async, "INSERT INTO numbered (id, v) VALUES (NULL, 802)");
        var id = await cluster.Servers.NumberAsync("db001", "SELECT MAX(id) FROM testdb.numbered WHERE v = 802");

        application.Change(("Servers:1:Weight", "7"), ("Servers:0:MaxConnections", "50"));

        Assert.Equal("5", await pinned.TextAsync(async, "SELECT @x"));
        await inTransaction.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (801)", transaction);
        await transaction.CommitAsync(async);
        Assert.Equal(0, await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) % 2 FROM testdb.numbered WHERE v = 801"));
        Assert.Equal($"{id}", await hasInserted.TextAsync(async, "SELECT LAST_INSERT_ID()"));
        Assert.NotEqual("db001", cluster.NameOf(await inTransaction.ScalarAsync(async, WhereAmI)));
        Assert.DoesNotContain(application.Log.Lines, line => line.Level >= LogLevel.Error);
    }
}
