using RoutingData.PackageTests.Packing;

namespace RoutingData.PackageTests.FreshApplications;

/// <summary>The command <c>routingdata</c>, installed as a tool: with the driver and SQLite that it carries.</summary>
public sealed class ToolTests(PackedFeed feed)
{
    [Fact]
    public async Task It_is_installed_and_takes_over_a_ProxySQL()
    {
        var user = await FreshApplication.NewAsync(feed, "console", "ToolUser");
        await user.InstallToolAsync("RoutingData.Tool", PackedFeed.Version);
        user.Write("proxysql.cnf", """
            mysql_servers = ( { address = "db001"; hostgroup = 10 }, { address = "db002"; hostgroup = 20 } )
            mysql_replication_hostgroups = ( { writer_hostgroup = 10; reader_hostgroup = 20 } )
            mysql_users = ( { username = "app"; password = "secret" } )
            """);
        user.Write("setup.sql", "UPDATE mysql_servers SET weight = 5; LOAD MYSQL SERVERS TO RUNTIME;");

        Assert.Contains("\"Weight\": 5", await user.CommandAsync("routingdata import proxysql.cnf setup.sql"), StringComparison.Ordinal);
        Assert.Contains("No faults", await user.CommandAsync("routingdata check proxysql.cnf setup.sql"), StringComparison.Ordinal);
        Assert.Contains("ends a transaction", await user.CommandAsync("routingdata explain COMMIT"), StringComparison.Ordinal);
        Assert.Contains("routingdata [command]", await user.CommandAsync("routingdata --help"), StringComparison.Ordinal);
        // Each word is an argument, and so a statement.
        Assert.Contains("runtime_mysql_servers", await user.CommandAsync("routingdata admin --config proxysql.cnf -- SHOW/**/TABLES"), StringComparison.Ordinal);
    }
}
