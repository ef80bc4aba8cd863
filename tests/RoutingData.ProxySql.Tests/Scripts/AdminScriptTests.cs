using RoutingData.ProxySql.Tests.Mapping;

namespace RoutingData.ProxySql.Tests.Scripts;

public sealed class AdminScriptTests
{
    private const string Setup = """
        INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (10, 'db001'), (20, 'db002');
        INSERT INTO mysql_replication_hostgroups(writer_hostgroup, reader_hostgroup) VALUES (10, 20);
        INSERT INTO mysql_users(username, password, default_hostgroup) VALUES ('app', 'se;cret', 10);
        INSERT INTO mysql_query_rules(rule_id, active, match_digest, destination_hostgroup, apply) VALUES (1, 1, '^SELECT', 20, 1);
        LOAD MYSQL SERVERS TO RUNTIME; LOAD MYSQL USERS TO RUNTIME; LOAD MYSQL QUERY RULES TO RUNTIME;

        """;

    [Fact]
    public void A_script_alone_is_a_configuration()
    {
        var import = Imports.Script(Setup);
        var options = import.Options();
        Assert.Equal(["db001", "db002"], options.Servers.Select(server => server.Hostname));
        Assert.Equal(("app", "se;cret", 20), (options.Username, options.Password, options.QueryRules.Single().DestinationHostgroup));
        Assert.Empty(import.Warnings);
    }

    [Theory]
    [InlineData("UPDATE mysql_servers SET weight = weight * 5 WHERE hostname LIKE 'db%2'", "Servers:1:Weight", "5")]
    [InlineData("REPLACE INTO mysql_servers(hostgroup_id, hostname, max_connections) VALUES (10, 'db001', 7)", "Servers:1:MaxConnections", "7")]
    [InlineData("DELETE FROM mysql_servers WHERE hostgroup_id = 20", "Servers:1:Hostname", null)]
    [InlineData("INSERT INTO mysql_servers(hostgroup_id, hostname, port) SELECT hostgroup_id, 'db003', '3310' FROM mysql_servers LIMIT 1", "Servers:2:Port", "3310")]
    [InlineData("INSERT INTO mysql_servers(hostgroup_id, hostname, comment) VALUES (20, 'db003', 'it''s -- \"no\" comment; none')", "Servers:2:Comment", "it's -- \"no\" comment; none")]
    // ProxySQL gives numbers to rules that have none.
    [InlineData("INSERT INTO mysql_query_rules(active, match_pattern, destination_hostgroup) VALUES (1, 'x\\1', 10)", "QueryRules:1:RuleId", "2")]
    [InlineData("INSERT INTO mysql_query_rules(active, match_pattern, destination_hostgroup) VALUES (1, 'x\\1', 10)", "QueryRules:1:MatchPattern", "x\\1")]
    // Variables, in every spelling.
    [InlineData("SET mysql-max_connections = 100", "Pool:MaxConnections", "100")]
    [InlineData("set mysql-monitor_username='watch'", "Monitor:Username", "watch")]
    [InlineData("SET mysql-monitor_username=\"watch\"", "Monitor:Username", "watch")]
    [InlineData("SET mysql-monitor_password='it''s'", "Monitor:Password", "it's")]
    [InlineData("UPDATE global_variables SET variable_value = 'watch' WHERE variable_name = 'mysql-monitor_username'", "Monitor:Username", "watch")]
    [InlineData("UPDATE global_variables SET variable_value='2000' WHERE variable_name IN ('mysql-monitor_connect_interval','mysql-monitor_read_only_interval')", "Monitor:ReadOnlyIntervalMs", "2000")]
    // Comments.
    [InlineData("-- UPDATE mysql_servers SET weight = 1;\n# and another\n/* ; */ UPDATE /* ; */ mysql_servers SET weight = 3", "Servers:0:Weight", "3")]
    // Layers.
    [InlineData("DELETE FROM mysql_servers; SAVE MYSQL SERVERS FROM RUNTIME", "Servers:1:Hostname", "db002")]
    [InlineData("DELETE FROM mysql_servers; SAVE MYSQL SERVERS TO MEM", "Servers:1:Hostname", "db002")]
    [InlineData("SAVE MYSQL SERVERS TO DISK; DELETE FROM mysql_servers; load mysql servers from disk", "Servers:1:Hostname", "db002")]
    [InlineData("SAVE MYSQL SERVERS FROM MEMORY; DELETE FROM mysql_servers; LOAD MYSQL SERVERS TO MEMORY", "Servers:1:Hostname", "db002")]
    public void A_statement_does_what_it_does_in_ProxySQL(string statement, string setting, string? value) =>
        Assert.Equal(value, Imports.Script($"{Setup}\n{statement};").Settings.GetValueOrDefault(setting));

    [Fact]
    public void A_script_runs_on_what_the_file_has_configured()
    {
        var import = Imports.FileThenScript(Imports.Servers, """
            DELETE FROM mysql_servers WHERE hostname = 'db002';
            INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (20, 'db009');
            LOAD MYSQL SERVERS TO RUNTIME;
            """);
        Assert.Equal(["db001", "db009"], import.Options().Servers.Select(server => server.Hostname));

        import = Imports.FileThenScript(Imports.Servers, "DELETE FROM mysql_servers; LOAD MYSQL SERVERS FROM CONFIG; LOAD MYSQL SERVERS TO RUNTIME");
        Assert.Equal(["db001", "db002"], import.Options().Servers.Select(server => server.Hostname));
    }

    [Theory]
    [InlineData("LOAD SCHEDULER TO RUNTIME", null)]
    [InlineData("save  mysql\n variables to disk", null)]
    [InlineData("LOAD MYSQL VARIABLES FROM MEM", null)]
    [InlineData("LOAD ADMIN VARIABLES TO RUN", null)]
    [InlineData("LOAD PGSQL SERVERS TO RUNTIME", "NotSupported PGSQL SERVERS")]
    [InlineData("SELECT * FROM mysql_servers", "NotNeeded SELECT")]
    [InlineData("SHOW TABLES\\G", "NotNeeded SHOW")]
    [InlineData("USE main", "NotNeeded USE")]
    [InlineData("SET NAMES utf8", "NotNeeded SET")]
    [InlineData("PROXYSQL RESTART", "NotNeeded PROXYSQL")]
    [InlineData("SET mysql-threads = 4; LOAD MYSQL VARIABLES TO RUNTIME", "NotNeeded mysql-threads")]
    [InlineData("SET mysql-thread = 4", "Unknown mysql-thread")]
    [InlineData("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (20, 'db003')", "Adjusted MYSQL SERVERS")]
    [InlineData("SET mysql-max_connections = 5", "Adjusted MYSQL VARIABLES")]
    public void What_changes_nothing_is_said(string statement, string? said) =>
        Assert.Equal(said is null ? [] : [said], Imports.Script($"{Setup}\n{statement};").Said());

    [Theory]
    [InlineData("INSERT INTO mysql_server(hostname) VALUES ('x')", "There is no such table")]
    [InlineData("INSERT INTO mysql_servers(host) VALUES ('x')", "There is no such column")]
    [InlineData("INSERT INTO mysql_servers VALUES (1)", "number of values")]
    [InlineData("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (10, 'db001')", "UNIQUE constraint failed: mysql_servers.hostgroup_id")]
    [InlineData("INSERT INTO mysql_servers(hostgroup_id, hostname, port) VALUES (10, 'x', 99999)", "CHECK constraint failed")]
    [InlineData("INSERT INTO mysql_servers(hostgroup_id, hostname, status) VALUES (10, 'x', 'UP')", "CHECK constraint failed")]
    [InlineData("INSERT INTO mysql_users(username, password) VALUES ('x', 'hunter2' 'hunter3')", "SQLite does not understand")]
    [InlineData("INSERT INTO mysql_users(username, password) VALUES ('x', hunter2)", "There is no such column")]
    [InlineData("SET mysql-monitor_password = hunter2 hunter3", "One variable is set to one value")]
    [InlineData("SET GLOBAL `mysql-threads` 4", "One variable is set to one value")]
    [InlineData("DROP TABLE mysql_servers", "no statement that a script may have")]
    [InlineData("ATTACH 'hunter2' AS x", "no statement that a script may have")]
    [InlineData("PRAGMA journal_mode", "no statement that a script may have")]
    [InlineData("INSERT INTO mysql_users(username) VALUES ('hunter2", "no end")]
    [InlineData("INSERT INTO scheduler(interval_ms, filename) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 1000, MAX(i) FROM n", "takes too long")]
    public void What_is_not_understood_is_refused_with_its_place_and_nothing_of_a_password(string statement, string said)
    {
        var fault = Assert.Throws<ProxySqlFormatException>(() => Imports.Script($"{Setup}\n  {statement};"));
        Assert.Equal((Imports.SqlName, 7), (fault.Position!.Value.File, fault.Position.Value.Line));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_of_a_script_say_where_the_row_was_changed()
    {
        var import = Imports.Script($"{Setup}\n\nUPDATE mysql_servers SET compression = 1 WHERE hostname = 'db002';\nLOAD MYSQL SERVERS TO RUNTIME;");
        Assert.Equal(new ProxySqlPosition(Imports.SqlName, 8, 1), Assert.Single(import.Warnings).Position);
    }
}
