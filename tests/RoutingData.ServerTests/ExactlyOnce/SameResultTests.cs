using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.ExactlyOnce;

/// <summary>What a caller gets of a write, and what is in the tables then, is the same with a marker as without one, whatever is lost on the way.</summary>
public sealed partial class SameResultTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>, IAsyncLifetime
{
    private static readonly Theft?[] Thefts = [null, Theft.OfReply, Theft.OfRestOfReply, Theft.OfRequest];

    private static readonly string[] Writes =
    [
        "INSERT INTO a (k, v) VALUES (40, 4), (50, 5), (60, 6)",
        "INSERT INTO a SET k = 41",
        "INSERT INTO a (id, k) VALUES (77, 42)",
        "INSERT IGNORE INTO a (k) VALUES (10), (70)",
        "INSERT IGNORE INTO a (k) VALUES (10)",
        "INSERT INTO a (k, v) VALUES (10, 9) ON DUPLICATE KEY UPDATE v = 9",
        "INSERT INTO a (k, v) VALUES (10, 1) ON DUPLICATE KEY UPDATE v = 1",
        "INSERT INTO a (k, v) VALUES (10, 9), (80, 1) ON DUPLICATE KEY UPDATE v = VALUES(v)",
        "INSERT INTO a (k, v) VALUES (10, 9) ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id), v = 7",
        "REPLACE INTO a (k, v) VALUES (10, 5), (90, 1)",
        "UPDATE a SET v = 1",
        "UPDATE a SET v = v",
        "UPDATE a SET v = 5 WHERE id = -1",
        "UPDATE a SET v = LAST_INSERT_ID(v + 100) WHERE id = 1",
        "UPDATE LOW_PRIORITY a SET v = v + 1 ORDER BY id LIMIT 2",
        "UPDATE a JOIN b ON a.id = b.n SET a.v = 100, b.m = 7",
        "DELETE FROM a WHERE v > 1",
        "DELETE FROM a WHERE id < 0",
        "DELETE a, b FROM a JOIN b ON a.id = b.n",
        "DELETE FROM parents",
        "INSERT INTO a (k) SELECT k + 100 FROM a WHERE id < 3",
        "INSERT INTO b (n) VALUES (5), (6)",
        "UPDATE b SET m = 9 WHERE n = 1",
        "INSERT INTO a (k) VALUES (43) /* mine */",
        "INSERT INTO a (k) VALUES (44) -- end; of it",
        "INSERT INTO a (k) VALUES (45) # end; of it",
        "INSERT INTO a (k) VALUES (46) ; -- end",
        "INSERT INTO a (k) VALUES (47) /* open",
        "INSERT INTO a (k) VALUES (48) /*! , (49) */",
        "INSERT INTO a (k) VALUES (50 --1\n)",
        "INSERT INTO a (k) VALUES (51)--",
        "/* first */ INSERT /*+ NO_MERGE(a) */ INTO `a` (`t`) VALUES ('it''s; \\' -- x'), (\"a\"\"b\")",
        "INSERT INTO a (t) VALUES ('open",
        "INSERT INTO a (k) VALUES (10)",
        "INSERT INTO nowhere (k) VALUES (10)",
        "UPDATE a SET nothing = 1",
        "INSERT INTO a (v) VALUES (NULL)",
        "INSERT INTO a (k) VALUES (52); SELECT LAST_INSERT_ID()",
        "INSERT INTO a (k) VALUES (53), (54); SELECT LAST_INSERT_ID() AS id, ROW_COUNT() AS rows_of_it; SELECT id, k, t FROM a ORDER BY id",
        "UPDATE a SET v = 1; SELECT ROW_COUNT()",
        "SELECT COUNT(*) FROM a; UPDATE a SET v = 3; SELECT v FROM a",
        "SET AUTOCOMMIT = 1; INSERT INTO a (k) VALUES (55); SELECT id FROM a WHERE ROW_COUNT() = 1 AND id = LAST_INSERT_ID();",
        "DELETE FROM a WHERE id = 1; SELECT ROW_COUNT();",
        "INSERT INTO a (k) VALUES (10); SELECT LAST_INSERT_ID()",
        "INSERT INTO a (k) VALUES (57); INSERT INTO a (k) VALUES (58)",
    ];

    private static readonly string[] MariaDbWrites =
    [
        "INSERT INTO a (k) VALUES (59), (60) RETURNING id, k, t",
        "INSERT IGNORE INTO a (k) VALUES (10) RETURNING id",
        "REPLACE INTO a (k, v) VALUES (10, 5) RETURNING id, v",
        "DELETE FROM a WHERE v > 1 RETURNING id, k",
        "DELETE FROM a WHERE v > 100 RETURNING id, k",
    ];

    private static readonly string[] MySqlWrites =
    [
        "INSERT INTO a (k) VALUES ROW(61), ROW(62)",
        "INSERT INTO c TABLE b",
        "WITH few AS (SELECT 1 AS n) UPDATE a JOIN few ON a.id = few.n SET v = 8",
    ];

    private ReplyThief _thief = null!;

    // In three ways of three turns each write meets every loss. All of them each time take minutes: ROUTINGDATA_ALL_LOSSES=1.
    private static Theft?[] LossesAt(int turn) =>
        Environment.GetEnvironmentVariable("ROUTINGDATA_ALL_LOSSES") == "1" ? Thefts : [Thefts[turn % Thefts.Length]];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _thief = ReplyThief.Of(cluster.Servers["db001"].Address);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _thief.DisposeAsync();

    [Theory]
    [InlineData(0, true, "")]
    [InlineData(1, true, ";Use Affected Rows=true")]
    [InlineData(2, false, "")]
    [Trait("Requirement", "D07")]
    [Trait("Requirement", "D08")]
    public async Task With_a_marker_and_without_one_it_is_the_same(int turn, bool async, string more)
    {
        await using var plain = SourceOf(UnknownOutcome.Report, more);
        await using var marked = SourceOf(UnknownOutcome.Resolve, more);
        await marked.CreateMarkerTableAsync(Token);
        var differing = new List<string>();
        string[] writes = [.. Writes, .. cluster.Servers.Flavor == ServerFlavor.MariaDb ? MariaDbWrites : MySqlWrites];
        foreach (var write in writes)
        {
            turn++;
            foreach (var (index, way) in ((string[])["rows", "scalar", "reader"]).Index())
            {
                var expected = WithCountOfBegin(write, await RunAsync(plain, async, write, way, null));
                foreach (var theft in LossesAt(turn + index))
                {
                    var said = await RunAsync(marked, async, write, way, theft);
                    if (said == expected || said.Contains("NoMarker", StringComparison.Ordinal)) continue;
                    // What ran again leaves a gap between keys, as after any ROLLBACK.
                    if (theft is not null && said == WithCountOfBegin(write, await RunAsync(plain, async, write, way, null, isSecond: true))) continue;
                    differing.Add($"{way} {theft} {write}\n  {expected}\n  {said}");
                }
            }
        }

        Assert.True(differing.Count == 0, string.Join('\n', differing));
    }

    private async Task<string> RunAsync(RoutingDbDataSource source, bool async, string write, string way, Theft? theft, bool isSecond = false)
    {
        await SetUpAsync();
        if (isSecond) await Record.ExceptionAsync(() => cluster.Servers.ExecuteAsync("db001", $"USE testdb; START TRANSACTION; {write}\n; ROLLBACK", Token));
        await using var connection = await source.OpenConnectionAsync(Token);
        await connection.ExecuteAsync(async: true, "INSERT INTO c (n) VALUES (3)");
        if (theft is { } kind) _thief.Set(StolenPart(write), kind);
        string told;
        try
        {
            told = way switch
            {
                "rows" => $"{await connection.ExecuteAsync(async, write)}",
                "scalar" => $"{await connection.ScalarAsync(async, write)}",
                _ => await ReadAsync(connection, async, write),
            };
        }
        catch (RoutingDbException error)
        {
            return $"{error.Outcome} {(error.Data["RoutingData.NoMarker"] is string ? "NoMarker" : "")}";
        }
        catch (DbException error)
        {
            told = $"error {ServerError.NumberOf(error)}";
        }

        _thief.Forget();
        // A statement without a marker may have had all of its answer in the first packet.
        object? key = null;
        var lost = await Record.ExceptionAsync(async () => key = await connection.ScalarAsync(async, "SELECT LAST_INSERT_ID()"));
        if (lost is RoutingDbException { SessionStateLost: true } && theft == Theft.OfRestOfReply) return "NoMarker";
        Assert.Null(lost);
        return $"{told} | key {key} | {await RemainsAsync()}";
    }

    // What brings rows and nothing else has no count, and drivers say -1; with a marker there is the count of START TRANSACTION, which is 0.
    private static string WithCountOfBegin(string write, string said) => write.Contains("RETURNING", StringComparison.Ordinal) && (said.StartsWith("-1 ", StringComparison.Ordinal) ||
        said.Contains("affected -1 ", StringComparison.Ordinal))
        ? CountOfNothing().Replace(said, "0 ", 1)
        : said;

    [GeneratedRegex("-1 ")]
    private static partial Regex CountOfNothing();

    // Comments at its end are not sent with a marker.
    private static string StolenPart(string write) => Comment().Split(write)[0];

    [GeneratedRegex(@"\) ?(--|#|;|/\*)|\n")]
    private static partial Regex Comment();

    private static async Task<string> ReadAsync(RoutingDbConnection connection, bool async, string text)
    {
        var said = new List<string>();
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        var reader = async ? await command.ExecuteReaderAsync(Token) : command.ExecuteReader();
        await using (reader)
        {
            do
            {
                said.Add($"{reader.FieldCount} {reader.HasRows}");
                for (var i = 0; i < reader.FieldCount; i++) said.Add($"{reader.GetName(i)} {reader.GetFieldType(i)} {reader.GetDataTypeName(i)}");
                while (await reader.ReadAsync(Token))
                {
                    for (var i = 0; i < reader.FieldCount; i++) said.Add(Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!);
                }
            }
            while (await reader.NextResultAsync(Token));
            await reader.CloseAsync();
            said.Add($"affected {reader.RecordsAffected}");
        }

        return string.Join(',', said);
    }

    private Task SetUpAsync() => cluster.Servers.ExecuteAsync(
        "db001",
        """
        DROP TABLE IF EXISTS testdb.a, testdb.b, testdb.c, testdb.logged, testdb.children, testdb.parents;
        CREATE TABLE testdb.a (id INT AUTO_INCREMENT PRIMARY KEY, k INT UNIQUE, v INT NOT NULL DEFAULT 0, t VARCHAR(20));
        CREATE TABLE testdb.b (n INT, m INT);
        CREATE TABLE testdb.c (n INT, m INT);
        CREATE TABLE testdb.logged (id INT AUTO_INCREMENT PRIMARY KEY, n INT) AUTO_INCREMENT = 500;
        CREATE TABLE testdb.parents (id INT PRIMARY KEY);
        CREATE TABLE testdb.children (id INT PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES testdb.parents (id) ON DELETE CASCADE);
        CREATE TRIGGER testdb.after_b AFTER INSERT ON testdb.b FOR EACH ROW INSERT INTO testdb.logged (n) VALUES (NEW.n);
        CREATE TRIGGER testdb.before_b BEFORE UPDATE ON testdb.b FOR EACH ROW UPDATE testdb.logged SET n = n + 1;
        INSERT INTO testdb.a (k, v) VALUES (10, 1), (20, 2), (30, 3);
        INSERT INTO testdb.b VALUES (1, 1), (2, 2);
        INSERT INTO testdb.parents VALUES (1), (2);
        INSERT INTO testdb.children VALUES (1, 1), (2, 1), (3, 2);
        """,
        Token);

    private async Task<string> RemainsAsync() => Convert.ToString(
        await cluster.Servers.ScalarAsync(
            "db001",
            """
            SELECT CONCAT_WS(' / ',
                (SELECT GROUP_CONCAT(CONCAT_WS(',', id, IFNULL(k, '-'), v, IFNULL(t, '-')) ORDER BY id) FROM testdb.a),
                (SELECT GROUP_CONCAT(CONCAT_WS(',', n, m) ORDER BY n) FROM testdb.b), (SELECT COUNT(*) FROM testdb.c),
                (SELECT GROUP_CONCAT(CONCAT_WS(',', id, n) ORDER BY id) FROM testdb.logged),
                (SELECT COUNT(*) FROM testdb.children), (SELECT COUNT(*) FROM testdb.parents))
            """,
            Token),
        CultureInfo.InvariantCulture)!;

    private RoutingDbDataSource SourceOf(UnknownOutcome outcome, string more) => cluster.NewSource(options =>
    {
        var own = cluster.Servers["db001"].Address.ToString();
        options.ConnectionString = options.ConnectionString!.Replace(own, _thief.Address.ToString(), StringComparison.Ordinal) + more;
        options.Failover.UnknownOutcome = outcome;
        options.Failover.MarkerTable = "testdb.routingdata_marker";
    });
}
