using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Consistency;

/// <summary>However a session wrote, its next read shows it: on real servers whose readers are all late by a second, after a pause in which the monitor has
/// asked everybody.</summary>
[Trait("Requirement", "D21")]
public sealed class WaysToWriteTests : IAsyncLifetime
{
    private RoutedCluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await RoutedCluster.StartAsync();
        foreach (var name in new[] { "db002", "db003" }) await _cluster.Servers.DelayReplicationAsync(name, 1, Token);
        await _cluster.Servers.ExecuteAsync("db001", "CREATE TABLE testdb.ways (id INT AUTO_INCREMENT PRIMARY KEY, v INT)", Token);
        await _cluster.Servers.ExecuteAsync("db001", "CREATE PROCEDURE testdb.add_way() INSERT INTO testdb.ways (v) VALUES (1)", Token);
        await _cluster.Servers.ExecuteAsync(
            "db001", "CREATE FUNCTION testdb.way() RETURNS INT MODIFIES SQL DATA BEGIN INSERT INTO testdb.ways (v) VALUES (1); RETURN 1; END", Token);
        var isMySql = _cluster.Servers.Flavor == ServerFlavor.MySql;
        await _cluster.Servers.ExecuteAsync(
            "db001", $"GRANT {(isMySql ? "SYSTEM_VARIABLES_ADMIN" : "BINLOG ADMIN")} ON *.* TO app", Token);
        await Task.Delay(2500, Token);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Every_way_to_write_is_noted_when_it_takes_effect()
    {
        var source = _cluster.NewSource();
        string[][] ways =
        [
            ["INSERT INTO ways (v) VALUES (1)"],
            ["BEGIN", Insert, Pause, "COMMIT"],
            ["START TRANSACTION", Insert, Pause, "COMMIT"],
            ["SET autocommit = 0", Insert, Pause, "COMMIT", "SET autocommit = 1"],
            ["SET autocommit = 0", Insert, Pause, "SET autocommit = 1"],
            ["SET @@session.autocommit = OFF", Insert, Pause, "SET @@autocommit := ON"],
            // Each commits what was open before it.
            ["BEGIN", Insert, Pause, "BEGIN", Pause, "ROLLBACK"],
            ["BEGIN", Insert, Pause, "START TRANSACTION READ ONLY", Pause, "COMMIT"],
            ["BEGIN", Insert, Pause, "LOCK TABLES ways READ", "UNLOCK TABLES"],
            ["BEGIN", Insert, Pause, "ANALYZE TABLE ways"],
            ["BEGIN", Insert, Pause, "COMMIT AND CHAIN", Pause, "ROLLBACK"],
            ["BEGIN", Insert, Pause, "COMMIT AND CHAIN", Insert, Pause, "COMMIT"],
            ["BEGIN; INSERT INTO ways (v) VALUES (1)", Pause, "COMMIT"],
            ["BEGIN; INSERT INTO ways (v) VALUES (1); COMMIT"],
            ["SELECT 1; INSERT INTO ways (v) VALUES (1)"],
            ["CALL add_way()"],
            ["SELECT way()"],
            ["DO way()"],
            ["SET @x = way()"],
            ["PREPARE p FROM 'INSERT INTO ways (v) VALUES (1)'", Pause, "EXECUTE p", "DEALLOCATE PREPARE p"],
            ["EXECUTE IMMEDIATE 'INSERT INTO ways (v) VALUES (1)'"],
            ["SET STATEMENT max_statement_time = 9 FOR INSERT INTO ways (v) VALUES (1)"],
            ["/*!50000 INSERT */ INTO ways (v) VALUES (1)"],
            ["WITH c AS (SELECT 1 AS a) SELECT way() FROM c"],
            ["XA START 'x'", Insert, "XA END 'x'", Pause, "XA COMMIT 'x' ONE PHASE"],
            ["XA START 'x'", Insert, "XA END 'x'", "XA PREPARE 'x'", Pause, "XA COMMIT 'x'"],
            ["SET sql_log_bin = 0", Insert, "SET sql_log_bin = 1", Long],
            ["SET @@session.sql_log_bin := OFF", Insert, "SET @@sql_log_bin = ON", Long],
            ["SET STATEMENT sql_log_bin = 0 FOR INSERT INTO ways (v) VALUES (1)", Long],
            ["REPLACE INTO ways (v) VALUES (1)"],
            ["INSERT INTO ways (v) VALUES (1) RETURNING id"],
        ];
        var failures = new List<string>();
        foreach (var way in ways)
        {
            var told = string.Join("; ", way);
            await using var connection = await source.OpenConnectionAsync(Token);
            var before = await CountOnWriterAsync();
            try
            {
                foreach (var text in way)
                {
                    if (text == Pause) await Task.Delay(150, Token);
                    else if (text == Long) await Task.Delay(1500, Token);
                    else await connection.ExecuteAsync(async: true, text);
                }
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                TestContext.Current.TestOutputHelper!.WriteLine($"{told}: {exception.Message}");
                continue;
            }

            await Task.Delay(60, Token);
            foreach (var reopen in new[] { false, true })
            {
                if (reopen)
                {
                    await connection.CloseAsync();
                    await connection.OpenAsync(Token);
                }

                var shown = Convert.ToInt64(await connection.ScalarAsync(async: true, "SELECT COUNT(*) FROM ways"), null);
                var there = await CountOnWriterAsync();
                if (there <= before) failures.Add($"{told}: nothing written");
                if (shown != there) failures.Add($"{told}{(reopen ? " (reopened)" : "")}: {shown} of {there} on {connection.LastServer}");
            }
        }

        Assert.Empty(failures);
    }

    private const string Insert = "INSERT INTO ways (v) VALUES (1)";
    private const string Pause = "pause";
    private const string Long = "long pause";

    private async Task<long> CountOnWriterAsync() =>
        Convert.ToInt64(await _cluster.Servers.ScalarAsync("db001", "SELECT COUNT(*) FROM testdb.ways", Token), null);
}
