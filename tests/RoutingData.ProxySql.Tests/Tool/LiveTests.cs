using System.Text.Json.Nodes;
using RoutingData.Testing;

namespace RoutingData.ProxySql.Tests.Tool;

/// <summary>What the tool asks of real servers: their state, and the tables of a ProxySQL. The latter are in a schema of a MySQL server, which speaks the same
/// protocol: ProxySQL itself cannot be installed everywhere that tests run.</summary>
public sealed class LiveTests(LiveServers live) : IClassFixture<LiveServers>, IDisposable
{
    private const string Admin = "radmin";

    private readonly ToolRun _tool = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LocalCluster Servers => live.Cluster;

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task Each_server_says_its_role_its_lag_its_GTIDs_its_clock_and_what_the_monitor_may_do()
    {
        _tool.Write("appsettings.json", new JsonObject { ["RoutingData"] = new JsonObject { ["ConnectionString"] = Servers.ConnectionString } }.ToJsonString());
        await Servers.WaitForReplicationAsync(Token);
        var end = await _tool.RunAsync("check", "appsettings.json", "--connect", "--timeout", "60", "--json");
        var servers = JsonNode.Parse(end.Output)!["servers"]!.AsArray();
        Assert.Equal((0, ""), (end.Code, end.Error));
        Assert.Equal(["writer", "reader", "reader"], servers.Select(server => ((string)server!["role"]!).Split(" and ")[0]).OrderDescending());
        Assert.All(servers, server =>
        {
            Assert.Equal("online", (string)server!["health"]!);
            Assert.StartsWith("ON", (string)server["gtids"]!, StringComparison.Ordinal);
            // One machine has one clock; a minute is what a busy one may take to answer.
            Assert.InRange((long)server["clockMs"]!, -60_000, 60_000);
            Assert.NotEmpty(server["grants"]!.AsArray());
            Assert.DoesNotContain("IDENTIFIED", server["grants"]!.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        });

        var watched = await _tool.RunWithAsync("", 120, "watch", "--once", "--timeout", "60", "--config", "appsettings.json");
        Assert.Equal(0, watched.Code);
        Assert.Matches(@"\| writer[^|]*\| online", watched.Output);
        Assert.Equal(3, JsonNode.Parse((await _tool.RunAsync("watch", "--once", "--timeout", "60", "--json")).Output)!["servers"]!.AsArray().Count);

        await Servers.KillAsync("db003", Token);
        var killed = await _tool.RunAsync("check", "appsettings.json", "--connect", "--timeout", "5");
        Assert.Equal(4, killed.Code);
        Assert.Contains(killed.Output.Split('\n'), line => line.StartsWith(Servers["db003"].Address + "\t", StringComparison.Ordinal) && !line.Contains("online", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_running_ProxySQL_is_imported_through_its_admin_port()
    {
        foreach (var statement in Tables) await Servers.ExecuteAsync("db001", statement, Token);
        _tool.Set("PROXYSQL_ADMIN_PASSWORD", "s3cret-admin");
        var end = await _tool.RunAsync("import", "--from", $"{Servers["db001"].Host}:{Servers["db001"].Port}", "--admin-user", Admin);

        Assert.Equal(0, end.Code);
        var settings = JsonNode.Parse(end.Output)!["RoutingData"]!;
        Assert.Equal(["10 db1", "20 db2"], settings["Servers"]!.AsArray().Select(server => $"{server!["HostgroupId"]} {server["Hostname"]}"));
        Assert.Equal(("app", "watch", 250), ((string)settings["Username"]!, (string)settings["Monitor"]!["Username"]!, (int)settings["Monitor"]!["ReadOnlyIntervalMs"]!));
        Assert.Equal("^SELECT", (string)settings["QueryRules"]![0]!["MatchDigest"]!);
        Assert.Contains("mysql_servers.shard", end.Error, StringComparison.Ordinal);
        Assert.Contains("mysql-threads", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("pgsql-", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", end.Output + end.Error, StringComparison.Ordinal);

        _tool.Set("PROXYSQL_ADMIN_PASSWORD", "s3cret-wrong");
        var refused = await _tool.RunAsync("import", "--from", $"{Servers["db001"].Host}:{Servers["db001"].Port}", "--admin-user", Admin);
        Assert.Equal(4, refused.Code);
        Assert.DoesNotContain("s3cret", refused.Output + refused.Error, StringComparison.Ordinal);
    }

    private static readonly string[] Tables =
    [
        "CREATE DATABASE main",
        "CREATE TABLE main.mysql_servers (hostgroup_id INT, hostname VARCHAR(64), port INT, status VARCHAR(16), weight INT, max_connections INT, use_ssl INT, shard VARCHAR(8), comment VARCHAR(8))",
        "INSERT INTO main.mysql_servers VALUES (10, 'db1', 3306, 'ONLINE', 1, 1000, 0, 'a', ''), (20, 'db2', 3306, 'ONLINE', 1, 1000, 0, NULL, '')",
        "CREATE TABLE main.runtime_mysql_servers LIKE main.mysql_servers",
        "CREATE TABLE main.mysql_replication_hostgroups (writer_hostgroup INT, reader_hostgroup INT, check_type VARCHAR(32), comment VARCHAR(8))",
        "INSERT INTO main.mysql_replication_hostgroups VALUES (10, 20, 'read_only', '')",
        "CREATE TABLE main.mysql_users (username VARCHAR(16), password VARCHAR(16), active INT, default_hostgroup INT, backend INT, frontend INT)",
        "INSERT INTO main.mysql_users VALUES ('app', 's3cret-app', 1, 10, 1, 1)",
        "CREATE TABLE main.mysql_query_rules (rule_id INT, active INT, match_digest VARCHAR(64), destination_hostgroup INT, apply INT)",
        "INSERT INTO main.mysql_query_rules VALUES (1, 1, '^SELECT', 20, 1)",
        "CREATE TABLE main.global_variables (variable_name VARCHAR(64), variable_value VARCHAR(64))",
        "INSERT INTO main.global_variables VALUES ('mysql-monitor_username', 'watch'), ('mysql-monitor_password', 's3cret-m'), ('mysql-monitor_read_only_interval', '250'), " +
            "('mysql-monitor_read_only_timeout', '200'), ('mysql-threads', '4'), ('mysql-default_schema', ''), ('pgsql-threads', '4')",
        "CREATE USER radmin IDENTIFIED BY 's3cret-admin'",
        "GRANT SELECT ON main.* TO radmin",
    ];
}
