using System.Text;
using Microsoft.Extensions.Configuration;
using RoutingData.Configuration;
using RoutingData.Monitor;

namespace RoutingData.Tests.Configuration;

public class RoutingOptionsBinderTests
{
    [Fact]
    public void Rows_may_be_written_as_ProxySQL_writes_them()
    {
        var options = Bind("""
            {
              "default_hostgroup": 1,
              "transaction_persistent": 1,
              "Servers": [
                { "hostgroup_id": 1, "hostname": "db001", "port": 3307, "weight": 5, "status": "OFFLINE_SOFT", "max_connections": 9,
                  "max_replication_lag": 2, "use_ssl": 1, "comment": "a_b" }
              ],
              "replication_hostgroups": [ { "writer_hostgroup": 1, "reader_hostgroup": 2, "check_type": "read_only|innodb_read_only" } ],
              "query_rules": [
                { "rule_id": 7, "active": 1, "username": "app_user", "schemaname": "shop", "flagIN": 3, "digest": null,
                  "match_digest": "^SELECT_", "match_pattern": "x", "negate_match_pattern": 1, "re_modifiers": "CASELESS,GLOBAL",
                  "flagOUT": 4, "replace_pattern": "y_z", "destination_hostgroup": 2, "timeout": 100, "retries": 2, "delay": 3,
                  "error_msg": "no_no", "multiplex": 0, "log": 1, "apply": 1, "comment": null }
              ],
              "read_only_functions": [ "shop.price_of" ],
              "Monitor": { "username": "mon", "read_only_interval_ms": 1000, "writer_is_also_reader": 0 },
              "Failover": { "WriterWaitTimeoutMs": 5000 }
            }
            """);

        var server = Assert.Single(options.Servers);
        Assert.Equal((1, "db001", 3307, 5), (server.HostgroupId, server.Hostname, server.Port, server.Weight));
        Assert.Equal((ServerStatus.OfflineSoft, 9, 2), (server.Status, server.MaxConnections, server.MaxReplicationLag));
        Assert.Equal((true, "a_b"), (server.UseSsl, server.Comment));
        var pair = Assert.Single(options.ReplicationHostgroups);
        Assert.Equal((1, 2, "read_only|innodb_read_only"), (pair.WriterHostgroup, pair.ReaderHostgroup, pair.CheckType));
        var rule = Assert.Single(options.QueryRules);
        Assert.Equal((7, true, "app_user", "shop"), (rule.RuleId, rule.Active, rule.Username, rule.SchemaName));
        Assert.Equal((3, 4, null, "^SELECT_", "x"), (rule.FlagIn, rule.FlagOut, rule.Digest, rule.MatchDigest, rule.MatchPattern));
        Assert.Equal((true, "CASELESS,GLOBAL", "y_z"), (rule.NegateMatchPattern, rule.ReModifiers, rule.ReplacePattern));
        Assert.Equal((2, 100, 2, 3), (rule.DestinationHostgroup, rule.Timeout, rule.Retries, rule.Delay));
        Assert.Equal(("no_no", false, true, true), (rule.ErrorMsg, rule.Multiplex, rule.Log, rule.Apply));
        Assert.Equal(["shop.price_of"], options.ReadOnlyFunctions);
        Assert.Equal((1, true), (options.DefaultHostgroup, options.TransactionPersistent));
        Assert.Equal(("mon", 1000), (options.Monitor.Username, options.Monitor.ReadOnlyIntervalMs));
        Assert.False(options.Monitor.WriterIsAlsoReader);
        Assert.Equal(5000, options.Failover.WriterWaitTimeoutMs);
    }

    [Fact]
    public void Own_spelling_binds_and_silence_is_the_default()
    {
        var options = Bind("""
            { "ConnectionString": "Server=db_1;User ID=app", "Servers": [ { "Hostname": "db_2", "Status": "OfflineHard" } ] }
            """);

        Assert.Equal("Server=db_1;User ID=app", options.ConnectionString);
        var server = Assert.Single(options.Servers);
        Assert.Equal(("db_2", ServerStatus.OfflineHard, 10, 3306), (server.Hostname, server.Status, server.HostgroupId, server.Port));
        Assert.True(options.TransactionPersistent);
    }

    [Theory]
    [InlineData("""{ "QueryRules": [ { "Aply": true } ] }""", "Aply")]
    [InlineData("""{ "query_rules": [ { "cache_ttl": 1000 } ] }""", "cachettl")]
    [InlineData("""{ "Servers": [ { "Port": "abc" } ] }""", "Port")]
    [InlineData("""{ "Servers": [ { "Status": "SHUNNED" } ] }""", "Status")]
    public void Key_or_value_that_means_nothing_is_refused(string json, string named)
    {
        var e = Assert.Throws<InvalidOperationException>(() => Bind(json));

        Assert.Contains(named, e.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{ "Servers": [ { "Port": "hunter2024" } ] }""", "Servers:0:Port")]
    [InlineData("""{ "Pool": { "MaxConnections": "a' at 'hunter2024' b" } }""", "Pool:MaxConnections")]
    [InlineData("""{ "Servers": [ { "Status": "hunter2024" } ] }""", "Servers:0:Status")]
    [Trait("Fault", "C6")]
    public void Value_of_the_wrong_type_is_not_repeated(string json, string named)
    {
        var e = Assert.Throws<InvalidOperationException>(() => Bind(json));

        Assert.Contains(named, e.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hunter2024", e.ToString(), StringComparison.Ordinal);
    }

    private static RoutingOptions Bind(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "RoutingData": {{json}} }"""));
        var options = new RoutingOptions();
        RoutingOptionsBinder.Bind(new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("RoutingData"), options);
        return options;
    }
}
