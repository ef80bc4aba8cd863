using RoutingData.Monitor;

namespace RoutingData.ProxySql.Tests.Mapping;

public sealed class ServerMappingTests
{
    [Fact]
    public void Servers_keep_what_they_say()
    {
        var options = Imports.File(Imports.Servers + """
            mysql_variables = { }
            """).Options();
        Assert.Equal([(10, "db001", 3306), (20, "db002", 3306)], options.Servers.Select(server => (server.HostgroupId, server.Hostname, server.Port)));

        var servers = Imports.File(Examples.Full).Options().Servers;
        Assert.Equal((200, "the \"first\""), (servers[0].MaxConnections, servers[0].Comment));
        Assert.Equal((3307, 2, true, ServerStatus.OfflineSoft), (servers[1].Port, servers[1].Weight, servers[1].UseSsl, servers[1].Status));
        Assert.Equal(5, servers[2].MaxReplicationLag);
    }

    [Theory]
    [InlineData("status=\"SHUNNED\"", "Status", "Online", "Adjusted mysql_servers.status")]
    [InlineData("status=\"offline_hard\"", "Status", "OfflineHard", null)]
    [InlineData("max_connections=0", "Status", "OfflineSoft", "Adjusted mysql_servers.max_connections")]
    [InlineData("max_connections=0", "MaxConnections", "1", "Adjusted mysql_servers.max_connections")]
    [InlineData("compression=1", "Weight", "1", "NotSupported mysql_servers.compression")]
    [InlineData("compression=0", "Weight", "1", null)]
    [InlineData("max_latency_ms=5", "Weight", "1", "NotSupported mysql_servers.max_latency_ms")]
    [InlineData("gtid_port=5", "Weight", "1", "NotNeeded mysql_servers.gtid_port")]
    [InlineData("wait=5", "Weight", "1", "Unknown mysql_servers.wait")]
    [InlineData("port=\"3310\"", "Port", "3310", null)]
    public void What_a_server_cannot_have_is_said(string column, string setting, string value, string? said)
    {
        var import = Imports.File($$"""mysql_servers = ( { address="db001", hostgroup=0, {{column}} } ) mysql_query_rules = ( { rule_id=1, destination_hostgroup=0 } )""");

        Assert.Equal(value, import.Settings[$"Servers:0:{setting}"]);
        Assert.Equal(said is null ? [] : [said], import.Said().Where(text => !text.EndsWith("mysql_replication_hostgroups", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("port=70000", "between 0 and 65535")]
    [InlineData("port=\"x\"", "number")]
    [InlineData("status=\"UP\"", "ONLINE, SHUNNED")]
    [InlineData("weight={}", "a group where")]
    public void What_ProxySQL_would_refuse_is_refused_with_its_place(string column, string said)
    {
        var fault = Assert.Throws<ProxySqlFormatException>(() => Imports.File($$"""
            mysql_servers = ( { address="db001", hostgroup=0,
                {{column}} } )
            """));
        Assert.Equal(2, fault.Position!.Value.Line);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_a_host_is_refused() => Assert.Contains(
        "address is missing", Assert.Throws<ProxySqlFormatException>(() => Imports.File("mysql_servers = ( { hostgroup = 1 } )")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_socket_is_left_out_and_said()
    {
        var import = Imports.File("""mysql_servers = ( { address="/run/mysqld/mysqld.sock", port=0, hostgroup=0 }, { address="db001", hostgroup=0 } )""");
        Assert.Equal("db001", import.Settings["Servers:0:Hostname"]);
        Assert.Contains("NotSupported mysql_servers.hostname", import.Said());
    }

    [Fact]
    public void The_later_of_two_rows_with_one_key_counts_as_in_ProxySQL()
    {
        var import = Imports.File("""mysql_servers = ( { address="a", hostgroup=0, weight=1 }, { address="a", hostgroup=0, weight=7 } )""");
        Assert.Equal("7", import.Settings["Servers:0:Weight"]);
        Assert.Contains("Adjusted mysql_servers", import.Said());
    }
}
