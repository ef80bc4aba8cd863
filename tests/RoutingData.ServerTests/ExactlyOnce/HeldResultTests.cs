using System.Data;
using System.Data.Common;
using System.Globalization;
using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.ExactlyOnce;

/// <summary>A write that brings rows: its caller gets them once it is committed, and whatever answer is lost it runs once.</summary>
public sealed class HeldResultTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>, IAsyncLifetime
{
    // A number that no other test writes.
    private static int _last = 50_000;

    private readonly int _number = Interlocked.Increment(ref _last);
    private ReplyThief _thief = null!;
    private RoutingDbDataSource _source = null!;
    private RoutingDbConnection _connection = null!;

    public static TheoryData<string, Theft, bool> Thefts
    {
        get
        {
            var data = new TheoryData<string, Theft, bool>();
            foreach (var place in (string[])["START TRANSACTION", "routingdata_marker"])
                foreach (var theft in (Theft[])[Theft.OfReply, Theft.OfRequest])
                    foreach (var async in (bool[])[true, false])
                        data.Add(place, theft, async);
            return data;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Insert => cluster.Servers.Flavor == ServerFlavor.MariaDb
        ? $"INSERT INTO numbered (v) VALUES ({_number}) RETURNING id, v"
        : $"INSERT INTO numbered (v) VALUES ({_number}); SELECT id, v FROM numbered WHERE ROW_COUNT() = 1 AND id = LAST_INSERT_ID();";

    public async ValueTask InitializeAsync()
    {
        _thief = ReplyThief.Of(cluster.Servers["db001"].Address);
        _source = cluster.NewSource(options =>
        {
            var own = cluster.Servers["db001"].Address.ToString();
            options.ConnectionString = options.ConnectionString!.Replace(own, _thief.Address.ToString(), StringComparison.Ordinal);
            options.Failover.UnknownOutcome = UnknownOutcome.Resolve;
            options.Failover.MarkerTable = "testdb.routingdata_marker";
        });
        await _source.CreateMarkerTableAsync(Token);
        _connection = await _source.OpenConnectionAsync(Token);
        // The ground is looked at once.
        await _connection.ExecuteAsync(async: true, "UPDATE keyed SET v = v WHERE id = 1");
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
        await _thief.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Thefts))]
    [Trait("Requirement", "D07")]
    [Trait("Requirement", "D08")]
    public async Task The_rows_come_and_the_write_is_there_once(string place, Theft theft, bool async)
    {
        var trap = _thief.Set(place, theft);
        var rows = await RowsAsync(async, Insert);
        await trap.Sprung;

        var id = await NumberAsync($"SELECT id FROM testdb.numbered WHERE v = {_number}");
        Assert.Equal([$"{id} {_number}"], rows);
        Assert.Equal(1, await CountAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D08")]
    public async Task A_scalar_comes_whichever_answer_is_lost(bool async)
    {
        foreach (var place in (string[])["START TRANSACTION", "routingdata_marker"])
        {
            var trap = _thief.Set(place, Theft.OfReply);
            var key = await _connection.ScalarAsync(async, $"INSERT INTO numbered (v) VALUES ({_number}); SELECT LAST_INSERT_ID()");
            await trap.Sprung;

            Assert.Equal(await NumberAsync($"SELECT MAX(id) FROM testdb.numbered WHERE v = {_number}"), Convert.ToInt64(key, CultureInfo.InvariantCulture));
        }

        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    [Trait("Requirement", "D08")]
    public async Task A_zombie_of_its_commit_commits_nothing()
    {
        var trap = _thief.Set("routingdata_marker", Theft.OfRequestUntilReleased);
        Assert.Single(await RowsAsync(async: true, Insert));
        await trap.Sprung;
        trap.Release();

        Assert.Equal(1062, await trap.Answer);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    [Trait("Requirement", "D08")]
    public async Task What_fails_leaves_nothing_behind()
    {
        var error = await Assert.ThrowsAnyAsync<DbException>(() => RowsAsync(async: true, "INSERT INTO keyed VALUES (1, 1); SELECT 1"));
        Assert.Equal(1062, ServerError.NumberOf(error));
        Assert.Single(await RowsAsync(async: true, Insert));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    [Trait("Requirement", "D08")]
    public async Task Two_writes_in_one_text_are_told_to_want_a_transaction()
    {
        var text = $"INSERT INTO numbered (v) VALUES ({_number}); INSERT INTO numbered (v) VALUES ({_number})";
        Assert.Contains("exactly once is not possible", _connection.Explain(text).Reason, StringComparison.Ordinal);
        Assert.Contains("BeginTransaction", _connection.Explain(text).Reason, StringComparison.Ordinal);
        Assert.EndsWith("with a marker in testdb.routingdata_marker", _connection.Explain(Insert).Reason, StringComparison.Ordinal);
        Assert.Equal(2, await _connection.ExecuteAsync(async: true, text));
        Assert.Equal(2, await CountAsync());

        _thief.Set($"({_number})", Theft.OfReply);
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => _connection.ExecuteAsync(async: true, text));
        Assert.Equal(StatementOutcome.Unknown, error.Outcome);
        Assert.Contains("BeginTransaction", (string)error.Data["RoutingData.NoMarker"]!, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "D07")]
    public async Task Its_reader_is_as_the_drivers()
    {
        await using var bare = cluster.NewSource(options => options.Failover.UnknownOutcome = UnknownOutcome.Report);
        await using var plain = await bare.OpenConnectionAsync(Token);
        foreach (var behavior in (CommandBehavior[])[CommandBehavior.Default, CommandBehavior.SingleResult])
            Assert.Equal(await DescribeAsync(plain, behavior), await DescribeAsync(_connection, behavior));
    }

    [Fact]
    [Trait("Requirement", "D07")]
    public async Task Its_reader_closes_the_connection_that_is_to_close_with_it()
    {
        await using var connection = await _source.OpenConnectionAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = Insert;
        await using (var reader = await command.ExecuteReaderAsync(CommandBehavior.CloseConnection, Token))
        {
            Assert.True(await reader.ReadAsync(Token));
            Assert.Equal(ConnectionState.Open, connection.State);
        }

        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    // All but the key, which is another each time.
    private async Task<string[]> DescribeAsync(RoutingDbConnection connection, CommandBehavior behavior)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"UPDATE numbered SET v = v WHERE v = -1; SELECT {_number} AS number, 'x' AS text, NULL AS none, CAST('2020-02-03' AS DATETIME) AS at, 1.5 AS price " +
            "UNION ALL SELECT 2, 'y', NULL, NULL, 2.5; SELECT 3 AS third";
        await using var reader = await command.ExecuteReaderAsync(behavior, Token);
        var said = new List<string>();
        do
        {
            for (var i = 0; i < reader.FieldCount; i++)
                said.Add($"{reader.GetName(i)} {reader.GetFieldType(i)} {reader.GetDataTypeName(i)} {reader.GetOrdinal(reader.GetName(i).ToUpperInvariant())}");
            while (await reader.ReadAsync(Token))
            {
                for (var i = 0; i < reader.FieldCount; i++) said.Add(Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!);
                said.Add($"{reader.GetInt32(0)} {reader.GetInt64(0)} {reader.GetFieldValue<long>(0)}");
            }

            said.Add("next");
        }
        while (await reader.NextResultAsync(Token));
        return [.. said];
    }

    private async Task<List<string>> RowsAsync(bool async, string text)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = text;
        var rows = new List<string>();
        await using var reader = async ? await command.ExecuteReaderAsync(Token) : command.ExecuteReader();
        while (async ? await reader.ReadAsync(Token) : reader.Read())
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"{reader.GetInt64(0)} {reader.GetInt32(1)}"));
        return rows;
    }

    private Task<long> CountAsync() => NumberAsync($"SELECT COUNT(*) FROM testdb.numbered WHERE v = {_number}");

    private Task<long> NumberAsync(string query) => cluster.Servers.NumberAsync("db001", query);
}
