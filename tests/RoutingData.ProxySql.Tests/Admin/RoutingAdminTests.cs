using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.ProxySql.Admin;
using RoutingData.ProxySql.Tests.Mapping;

namespace RoutingData.ProxySql.Tests.Admin;

/// <summary>The admin interface of a data source that has not connected yet.</summary>
public sealed class RoutingAdminTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"routingdata-admin-{Guid.NewGuid():N}.cnf");
    private readonly RoutingDbDataSource _dataSource;
    private readonly RoutingAdmin _admin;

    public RoutingAdminTests()
    {
        var options = Options();
        _dataSource = new RoutingDbDataSource(options);
        _admin = new RoutingAdmin(_dataSource, options, _file);
    }

    public void Dispose()
    {
        _admin.Dispose();
        _dataSource.Dispose();
        File.Delete(_file);
    }

    [Theory]
    [InlineData("SELECT hostgroup_id, hostname, port FROM mysql_servers ORDER BY 1, 2", "10 db001 3306|20 db002 3307")]
    [InlineData("SELECT * FROM mysql_replication_hostgroups", "10 20 read_only ")]
    [InlineData("SELECT username, default_hostgroup FROM mysql_users", "app 10")]
    [InlineData("SELECT rule_id, active, match_pattern, destination_hostgroup, apply FROM mysql_query_rules", "7 1 ^SELECT 20 1")]
    [InlineData("SELECT rule_id, digest FROM runtime_mysql_query_rules", "7 0x1")]
    [InlineData("SELECT variable_value FROM global_variables WHERE variable_name = 'mysql-monitor_read_only_interval'", "2000")]
    [InlineData("SELECT hostgroup_id, hostname, status FROM runtime_mysql_servers ORDER BY 1, 2", "20 db001 ONLINE|20 db002 ONLINE")]
    [InlineData("SHOW MYSQL VARIABLES LIKE '%read_only_interval'", "mysql-monitor_read_only_interval 2000")]
    [InlineData("show tables like 'mysql_query%'", "mysql_query_rules|mysql_query_rules_fast_routing")]
    [InlineData("SHOW DATABASES", "0 main |2 disk |3 stats |4 monitor ")]
    [InlineData("SELECT rule_id, hits FROM stats_mysql_query_rules", "7 0")]
    [InlineData("SELECT COUNT(*) FROM stats_mysql_query_digest_reset", "0")]
    [InlineData("SELECT Variable_Value FROM stats_mysql_global WHERE Variable_Name = 'Questions'", "0")]
    [InlineData("SELECT hostgroup, srv_host, ConnUsed FROM stats_mysql_connection_pool ORDER BY 2", "20 db001 0|20 db002 0")]
    [InlineData("SELECT COUNT(*) FROM monitor.mysql_server_ping_log", "0")]
    [InlineData("VALUES (1), (2)", "1|2")]
    [InlineData("SELECT 1; SELECT 2\\G", "2")]
    public void Tables_show_what_is_in_force(string sql, string rows) => Assert.Equal(rows, Rows(sql));

    [Fact]
    public void Load_puts_a_module_in_force_and_nothing_else()
    {
        Run("INSERT INTO mysql_query_rules(rule_id, active, match_digest, destination_hostgroup, apply) VALUES (9, 1, '^SELECT .* FROM audit', 10, 1)");
        Run("UPDATE mysql_query_rules SET rule_id = 20 WHERE rule_id = 7");
        Assert.Equal(RouteTarget.Reader, _dataSource.Explain("SELECT 1 FROM audit").Target);

        Run("LOAD MYSQL QUERY RULES TO RUNTIME");
        Assert.Equal(RouteTarget.Writer, _dataSource.Explain("SELECT 1 FROM audit").Target);
        Assert.Equal("9|20", Rows("SELECT rule_id FROM runtime_mysql_query_rules ORDER BY 1"));
        Assert.Equal("db001,db002", string.Join(',', _dataSource.Monitor.Current.Servers.Select(server => server.Address.Hostname)));

        Run("INSERT INTO mysql_servers(hostgroup_id, hostname) VALUES (20, 'db003'); LOAD MYSQL SERVERS TO RUNTIME");
        Assert.Equal("db001,db002,db003", string.Join(',', _dataSource.Monitor.Current.Servers.Select(server => server.Address.Hostname)));
    }

    [Fact]
    public void Load_of_what_is_wrong_is_refused_with_all_faults_and_changes_nothing()
    {
        Run("UPDATE mysql_query_rules SET match_pattern = '(', destination_hostgroup = 30");
        var fault = Assert.Throws<RoutingAdminException>(() => Run("LOAD MYSQL QUERY RULES TO RUNTIME"));

        Assert.Contains("QueryRules[0].DestinationHostgroup", fault.Message, StringComparison.Ordinal);
        Assert.Contains("QueryRules[0].MatchPattern", fault.Message, StringComparison.Ordinal);
        Assert.Equal("^SELECT", Rows("SELECT match_pattern FROM runtime_mysql_query_rules"));
        Run("SAVE MYSQL QUERY RULES FROM RUNTIME; LOAD MYSQL QUERY RULES TO RUNTIME");
        Assert.Equal("7 ^SELECT", Rows("SELECT rule_id, match_pattern FROM mysql_query_rules"));
    }

    [Fact]
    public void What_options_allow_and_ProxySQL_does_not_has_its_place_in_the_tables()
    {
        var options = Options();
        (options.Servers[0].MaxReplicationLag, options.Monitor.ReadOnlyIntervalMs, options.Monitor.ReadOnlyTimeoutMs) = (int.MaxValue, 60, 50);
        using var dataSource = new RoutingDbDataSource(options);
        using var admin = new RoutingAdmin(dataSource, options);
        using var connection = admin.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "LOAD MYSQL SERVERS TO RUNTIME; LOAD MYSQL VARIABLES TO RUNTIME; SELECT MAX(max_replication_lag) FROM runtime_mysql_servers";
        Assert.Equal((long)int.MaxValue, command.ExecuteScalar());
        Assert.Equal(60, dataSource.Runtime.Plan.Configuration.Monitor.ReadOnlyIntervalMs);
    }

    [Fact]
    public void What_a_load_does_not_take_over_is_shown()
    {
        Run("UPDATE mysql_query_rules SET cache_ttl = 5; LOAD MYSQL QUERY RULES TO RUNTIME");
        Assert.StartsWith("NotSupported mysql_query_rules.cache_ttl", Rows("SHOW WARNINGS"), StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_are_loaded_and_what_no_table_has_stays()
    {
        Run("SET mysql-monitor_read_only_interval = 3000; UPDATE global_variables SET variable_value = '50' WHERE variable_name = 'mysql-max_connections'; LOAD MYSQL VARIABLES TO RUNTIME");
        var configuration = _dataSource.Runtime.Plan.Configuration;
        Assert.Equal((3000, 50, 4), (configuration.Monitor.ReadOnlyIntervalMs, configuration.Pool.MaxConnections, configuration.Pool.MaxConcurrentConnects));
        Assert.Equal("watch", configuration.Monitor.Username);
        Assert.Contains("s3cret-of-monitor", configuration.Monitor.Password, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT * FROM mysql_users")]
    [InlineData("SELECT SUBSTR(password, 1, 20) FROM mysql_users UNION ALL SELECT password FROM runtime_mysql_users UNION ALL SELECT password FROM disk.mysql_users")]
    [InlineData("SELECT * FROM global_variables")]
    [InlineData("SELECT * FROM runtime_global_variables")]
    [InlineData("SELECT CONFIG FILE")]
    [InlineData("SHOW VARIABLES LIKE '%password%'")]
    [InlineData("INSERT INTO mysql_servers(hostgroup_id, hostname, comment) SELECT 20, username, password FROM mysql_users; SELECT * FROM mysql_servers")]
    public void No_password_is_readable(string sql)
    {
        Run("INSERT INTO mysql_users(username, password) VALUES ('other', 's3cret-of-other'); SET mysql-monitor_password = 's3cret-new'; SET admin-admin_credentials = 'a:s3cret-a'");
        Run("SAVE MYSQL USERS TO DISK; SAVE MYSQL VARIABLES TO DISK; LOAD MYSQL USERS TO RUNTIME; LOAD MYSQL VARIABLES TO RUNTIME");

        var rows = Rows(sql);
        Assert.NotEmpty(rows);
        Assert.DoesNotContain("s3cret", rows, StringComparison.Ordinal);
        Assert.Equal("s3cret-new", _dataSource.Runtime.Plan.Configuration.Monitor.Password);
        Assert.Contains("s3cret-of-app", _dataSource.Runtime.Plan.Configuration.SharedConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_saved_is_read_back_as_it_was()
    {
        Run("UPDATE mysql_users SET comment = 'a \"note\"'; INSERT INTO mysql_users(username, password, default_hostgroup) VALUES ('other', 'pa\\ss''\"word', 10)");
        Run("SAVE MYSQL USERS TO DISK; SAVE MYSQL SERVERS TO DISK; SAVE MYSQL QUERY RULES TO DISK; SAVE MYSQL VARIABLES TO DISK");

        var import = ProxySqlImport.Read([new ProxySqlInput(ProxySqlInputKind.File, _file)], new ProxySqlOptions { HasOwnDigests = true });
        var options = import.Options();
        Assert.Equal(("app", "s3cret-of-app", "s3cret-of-monitor"), (options.Username, options.Password, options.Monitor.Password));
        Assert.Equal([(10, "db001", 3306), (20, "db002", 3307)], options.Servers.Select(server => (server.HostgroupId, server.Hostname, server.Port)));
        Assert.Equal((7, "0x1", "^SELECT", 20), options.QueryRules.Select(rule => (rule.RuleId, rule.Digest!, rule.MatchPattern!, rule.DestinationHostgroup!.Value)).Single());
        Assert.Equal("pa\\ss'\"word", ProxySqlImport.Read([new ProxySqlInput(ProxySqlInputKind.File, _file)], new ProxySqlOptions { Username = "other" }).Settings["Password"]);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_file));

        Run("DELETE FROM mysql_servers; LOAD MYSQL SERVERS FROM CONFIG");
        Assert.Equal("db001|db002", Rows("SELECT hostname FROM mysql_servers ORDER BY 1"));
        File.Delete(_file);
        Run($"SELECT CONFIG INTO OUTFILE {_file}");
        Assert.Equal(Ordered(import), Ordered(ProxySqlImport.Read([new ProxySqlInput(ProxySqlInputKind.File, _file)], new ProxySqlOptions { HasOwnDigests = true })));
    }

    [Theory]
    [InlineData("SELECT * FROM no_such_table", "no such table")]
    [InlineData("SELEKT 1", "no statement of the admin interface")]
    [InlineData("LOAD MYSQL NOTHING TO RUNTIME", "no module")]
    [InlineData("SET mysql-nothing = 1", "no variable")]
    [InlineData("INSERT INTO runtime_mysql_servers(hostgroup_id, hostname) VALUES (1, 'x')", "Only the configuration tables")]
    [InlineData("DELETE FROM stats_mysql_query_rules", "Only the configuration tables")]
    [InlineData("DROP TABLE mysql_servers", "no statement of the admin interface")]
    [InlineData("WITH x AS (SELECT 1) DELETE FROM mysql_servers", "Only the configuration tables")]
    [InlineData("SELECT load_extension('x')", "SQLite does not understand")]
    [InlineData("SELECT LENGTH(zeroblob(100000000))", "SQLite does not understand")]
    [InlineData("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n", "write LIMIT")]
    [InlineData("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT MAX(i) FROM n", "takes too long")]
    [InlineData("SELECT * FROM mysql_users WHERE username = @name", "parameter has no value")]
    [InlineData("INSERT INTO mysql_servers(hostgroup_id) VALUES (1)", "NOT NULL constraint failed: mysql_servers.hostname")]
    public void What_is_not_understood_is_refused_with_a_hint(string sql, string said)
    {
        Assert.Contains(said, Assert.Throws<RoutingAdminException>(() => Run(sql)).Message, StringComparison.Ordinal);
        Assert.Equal("2", Rows("SELECT COUNT(*) FROM mysql_servers"));
    }

    [Fact]
    public async Task Connections_are_those_of_ADO_NET()
    {
        await using DbConnection connection = _admin.CreateConnection();
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT port AS p, hostname FROM mysql_servers WHERE hostname = @name";
        var name = command.CreateParameter();
        (name.ParameterName, name.Value) = ("@name", "db002");
        command.Parameters.Add(name);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal((3307, "db002", "p"), (reader.GetInt64(0), reader.GetString(1), reader.GetName(0)));
        Assert.False(await reader.ReadAsync(TestContext.Current.CancellationToken));

        command.CommandText = "UPDATE mysql_servers SET weight = 3";
        Assert.Equal(2, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        await connection.CloseAsync();
        Assert.Throws<InvalidOperationException>(() => command.ExecuteScalar());

        await connection.OpenAsync(TestContext.Current.CancellationToken);
        _admin.Dispose();
        Assert.Throws<ObjectDisposedException>(() => command.ExecuteScalar());
    }

    [Fact]
    public void Every_option_stays_that_no_table_has()
    {
        var options = Options();
        var changed = new HashSet<string>();
        foreach (var property in typeof(RoutingOptions).GetProperties())
        {
            object? other = property.PropertyType switch
            {
                var type when type == typeof(int) => 4711,
                var type when type == typeof(bool) => !(bool)property.GetValue(options)!,
                var type when type == typeof(string) => "other",
                var type when type.IsEnum => Enum.GetValues(type).GetValue(1),
                _ => null,
            };
            if (other is null) continue;
            property.SetValue(options, other);
            changed.Add(property.Name);
        }

        var copy = OptionsCopy.Of(options);
        Assert.All(changed, name => Assert.Equal(typeof(RoutingOptions).GetProperty(name)!.GetValue(options), typeof(RoutingOptions).GetProperty(name)!.GetValue(copy)));
        Assert.All(
            typeof(RoutingOptions).GetProperties().Where(property => property.PropertyType.Namespace is "RoutingData" or "RoutingData.Monitor" && property.PropertyType.IsClass),
            property => Assert.Equal(Shown(property.GetValue(options)!), Shown(property.GetValue(copy)!)));
        Assert.True(changed.Count >= 8);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Ordered(ProxySqlImport import) => import.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal);

    private static string Shown(object group) => string.Join(' ', group.GetType().GetProperties().Select(property => $"{property.Name}={property.GetValue(group)}"));

    private static RoutingOptions Options() => new()
    {
        ConnectionString = "User ID=app;Password=s3cret-of-app",
        Password = "s3cret-of-app",
        Servers = [new() { HostgroupId = 10, Hostname = "db001" }, new() { HostgroupId = 20, Hostname = "db002", Port = 3307 }],
        ReplicationHostgroups = [new() { WriterHostgroup = 10, ReaderHostgroup = 20 }],
        QueryRules = [new() { RuleId = 7, Digest = "0x1", MatchPattern = "^SELECT", DestinationHostgroup = 20, Apply = true }],
        Monitor = new MonitorOptions { Username = "watch", Password = "s3cret-of-monitor", ReadOnlyIntervalMs = 2000 },
        Pool = new PoolOptions { MaxConcurrentConnects = 4 },
    };

    private void Run(string sql)
    {
        using var connection = _admin.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private string Rows(string sql)
    {
        using var connection = _admin.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i).ToString())));
        return string.Join('|', rows);
    }
}
