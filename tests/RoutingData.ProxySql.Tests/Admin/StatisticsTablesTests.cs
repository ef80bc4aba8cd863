using RoutingData.Testing;

namespace RoutingData.ProxySql.Tests.Admin;

/// <summary>What has run shows in ProxySQL's tables, on simulated servers.</summary>
public sealed class StatisticsTablesTests
{
    private static readonly string[] Buckets =
    [
        "cnt_100us", "cnt_500us", "cnt_1ms", "cnt_5ms", "cnt_10ms", "cnt_50ms", "cnt_100ms", "cnt_500ms", "cnt_1s", "cnt_5s", "cnt_10s", "cnt_INFs",
    ];

    [Fact]
    public async Task What_ran_is_counted()
    {
        var clock = new SimulatedClock();
        var cluster = new SimulatedCluster(clock);
        cluster.Execute("db001", "CREATE TABLE orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, number INT)");
        var options = new RoutingOptions { ConnectionString = cluster.ConnectionString }.UseDriver(cluster.Factory);
        await clock.RunAsync(async () =>
        {
            await using var dataSource = new RoutingDbDataSourceBuilder(options).UseTimeProvider(clock).Build();
            using var admin = new RoutingAdmin(dataSource, options);
            await RunAsync(dataSource, "SELECT 1");
            Assert.NotNull(await dataSource.Monitor.WaitForAsync(topology => topology.IsComplete, TimeSpan.FromSeconds(60)));
            for (var i = 0; i < 3; i++) await RunAsync(dataSource, $"INSERT INTO orders (number) VALUES ({i})");
            for (var i = 0; i < 2; i++) await RunAsync(dataSource, "SELECT COUNT(*) FROM orders");

            Assert.Equal("10 3", Rows(admin, "SELECT hostgroup, count_star FROM stats_mysql_query_digest WHERE digest_text LIKE 'INSERT%'"));
            Assert.Equal("2", Rows(admin, "SELECT SUM(count_star) FROM stats_mysql_query_digest WHERE digest_text LIKE 'SELECT COUNT%'"));
            Assert.Equal("INSERT 3", Rows(admin, "SELECT Command, Total_cnt FROM stats_mysql_commands_counters WHERE Command = 'INSERT'"));
            Assert.Equal("10 db001 ONLINE|20 db001 ONLINE|20 db002 ONLINE|20 db003 ONLINE",
                Rows(admin, "SELECT hostgroup_id, hostname, status FROM runtime_mysql_servers ORDER BY 1, 2"));
            Assert.Equal("db001 0|db002 1|db003 1", Rows(admin, "SELECT DISTINCT hostname, read_only FROM monitor.mysql_server_read_only_log ORDER BY 1"));
            Assert.NotEqual("0", Rows(admin, "SELECT COUNT(*) FROM mysql_server_ping_log WHERE ping_error IS NULL AND ping_success_time_us >= 0"));
            Assert.Equal("3", Rows(admin, $"SELECT {string.Join(" + ", Buckets)} FROM stats_mysql_commands_counters WHERE Command = 'INSERT'"));
            Assert.Equal("db001|db002|db003", Rows(admin, "SELECT DISTINCT hostname FROM monitor.mysql_server_connect_log WHERE connect_error IS NULL AND connect_success_time_us >= 0 ORDER BY 1"));
            Assert.Equal("", Rows(admin, "SELECT hostgroup FROM stats_mysql_processlist"));
            await using (var held = await dataSource.OpenConnectionAsync())
            {
                await using var transaction = await held.BeginTransactionAsync();
                await using var insert = held.CreateCommand();
                insert.CommandText = "INSERT INTO orders (number) VALUES (9)";
                insert.Transaction = transaction;
                await insert.ExecuteNonQueryAsync();
                Assert.Equal("10 db001 Sleep", Rows(admin, "SELECT hostgroup, srv_host, command FROM stats_mysql_processlist"));
                Assert.StartsWith("1 ", Rows(admin, "SHOW FULL PROCESSLIST"), StringComparison.Ordinal);
                await transaction.RollbackAsync();
            }

            Assert.Equal("10 4", Rows(admin, "SELECT hostgroup, count_star FROM stats_mysql_query_digest_reset WHERE digest_text LIKE 'INSERT%'"));
            Assert.Equal("0", Rows(admin, "SELECT COUNT(*) FROM stats_mysql_query_digest WHERE digest_text LIKE 'INSERT%'"));
        });
    }

    private static async Task RunAsync(RoutingDbDataSource dataSource, string sql)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteScalarAsync();
    }

    private static string Rows(RoutingAdmin admin, string sql)
    {
        using var connection = admin.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i).ToString())));
        return string.Join('|', rows);
    }
}
