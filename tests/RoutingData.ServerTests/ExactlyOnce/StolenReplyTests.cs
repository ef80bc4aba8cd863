using System.Data;
using System.Data.Common;
using System.Globalization;
using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.ExactlyOnce;

/// <summary>A write whose answer, or whose request, is lost between its client and a server that lives.</summary>
public sealed class StolenReplyTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>, IAsyncLifetime
{
    // A number that no other test writes.
    private static int _last = 1000;

    private readonly int _number = Interlocked.Increment(ref _last);
    private ReplyThief _thief = null!;
    private RoutingDbDataSource _source = null!;
    private RoutingDbConnection _connection = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _thief = ReplyThief.Of(cluster.Servers["db001"].Address);
        _source = SourceThrough(UnknownOutcome.Resolve);
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
    [InlineData(Theft.OfReply, true)]
    [InlineData(Theft.OfReply, false)]
    [InlineData(Theft.OfRequest, true)]
    [InlineData(Theft.OfRequest, false)]
    [Trait("Requirement", "D07")]
    [Trait("Requirement", "D08")]
    public async Task A_write_runs_once_and_its_caller_gets_rows_and_key(Theft theft, bool async)
    {
        var trap = _thief.Set($"({_number})", theft);
        var rows = await _connection.ExecuteAsync(async, $"INSERT INTO numbered (v) VALUES ({_number});");
        var key = Convert.ToInt64(await _connection.ScalarAsync(async, "SELECT LAST_INSERT_ID()"), CultureInfo.InvariantCulture);
        await trap.Sprung;

        Assert.Equal(1, rows);
        Assert.Equal(1, await CountAsync());
        Assert.Equal(await NumberAsync($"SELECT id FROM testdb.numbered WHERE v = {_number}"), key);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D08")]
    public async Task An_update_is_not_done_twice_and_says_how_many_rows_it_found(bool async)
    {
        var before = await NumberAsync("SELECT SUM(v) FROM testdb.keyed");
        _thief.Set("v = v + 7", Theft.OfReply);
        Assert.Equal(2, await _connection.ExecuteAsync(async, "UPDATE keyed SET v = v + 7 -- all"));
        Assert.Equal(before + 14, await NumberAsync("SELECT SUM(v) FROM testdb.keyed"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D07")]
    public async Task A_commit_whose_answer_is_lost_is_a_commit(bool async)
    {
        await using var transaction = await _connection.BeginAsync(async);
        await _connection.ExecuteAsync(async, $"INSERT INTO numbered (v) VALUES ({_number})", transaction);
        _thief.Set("routingdata_marker", Theft.OfReply);
        await transaction.CommitAsync(async);

        Assert.Equal(1, await CountAsync());
        Assert.Equal(ConnectionState.Open, _connection.State);
        Assert.Equal(1, await _connection.ExecuteAsync(async, "UPDATE keyed SET v = v WHERE id = 1"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D07")]
    public async Task A_commit_that_never_came_is_rolled_back_for_good_and_may_be_run_again(bool async)
    {
        await using (var transaction = await _connection.BeginAsync(async))
        {
            await _connection.ExecuteAsync(async, $"INSERT INTO numbered (v) VALUES ({_number})", transaction);
            _thief.Set("routingdata_marker", Theft.OfRequest);
            var error = await Assert.ThrowsAsync<RoutingDbException>(() => transaction.CommitAsync(async));
            Assert.Equal((StatementOutcome.RolledBack, true), (error.Outcome, error.IsTransient));
        }

        Assert.Equal(0, await CountAsync());
        await using var again = await _connection.BeginAsync(async);
        await _connection.ExecuteAsync(async, $"INSERT INTO numbered (v) VALUES ({_number})", again);
        await again.CommitAsync(async);
        Assert.Equal(1, await CountAsync());
    }

    [Theory]
    [InlineData(Theft.OfReply, true)]
    [InlineData(Theft.OfReply, false)]
    [InlineData(Theft.OfRequest, true)]
    [InlineData(Theft.OfRequest, false)]
    [Trait("Requirement", "D07")]
    public async Task A_batch_in_a_transaction_is_what_its_commit_is_and_one_outside_says_why_it_is_not_known(Theft theft, bool async)
    {
        if (!_connection.CanCreateBatch) Assert.Skip("The driver has no batches.");
        await using (var transaction = (RoutingDbTransaction)await _connection.BeginAsync(async))
        {
            await ExecuteBatchAsync(async, transaction);
            _thief.Set("routingdata_marker", theft);
            var error = await Record.ExceptionAsync(() => transaction.CommitAsync(async));
            if (theft == Theft.OfReply) Assert.Null(error);
            else Assert.Equal(StatementOutcome.RolledBack, Assert.IsType<RoutingDbException>(error).Outcome);
        }

        Assert.Equal(theft == Theft.OfReply ? 2 : 0, await CountAsync());
        _thief.Set($"({_number})", theft);
        var unknown = await Assert.ThrowsAsync<RoutingDbException>(() => ExecuteBatchAsync(async, transaction: null));
        Assert.Equal(StatementOutcome.Unknown, unknown.Outcome);
        Assert.Contains("BeginTransaction", (string)unknown.Data["RoutingData.NoMarker"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D08")]
    public async Task A_zombie_that_comes_after_its_fence_commits_nothing(bool async)
    {
        var trap = _thief.Set($"({_number})", Theft.OfRequestUntilReleased);
        Assert.Equal(1, await _connection.ExecuteAsync(async, $"INSERT INTO numbered (v) VALUES ({_number})"));
        await trap.Sprung;
        trap.Release();

        Assert.Equal(1062, await trap.Answer);
        Assert.Equal(1, await CountAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D07")]
    public async Task A_zombie_of_a_commit_commits_nothing_either(bool async)
    {
        var trap = _thief.Set("routingdata_marker", Theft.OfRequestUntilReleased);
        var transaction = await _connection.BeginAsync(async);
        await _connection.ExecuteAsync(async, $"INSERT INTO numbered (v) VALUES ({_number})", transaction);
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => transaction.CommitAsync(async));
        Assert.Equal(StatementOutcome.RolledBack, error.Outcome);
        trap.Release();

        Assert.Equal(1062, await trap.Answer);
        await transaction.DisposeAsync();
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    [Trait("Requirement", "D08")]
    public async Task Turn_after_turn_no_zombie_commits_anything()
    {
        // A thousand of them take a minute: ROUTINGDATA_ZOMBIES=1000.
        var turns = int.Parse(Environment.GetEnvironmentVariable("ROUTINGDATA_ZOMBIES") ?? "10", CultureInfo.InvariantCulture);
        for (var turn = 0; turn < turns; turn++)
        {
            var isCommit = turn % 2 == 1;
            var trap = _thief.Set(isCommit ? "routingdata_marker" : $"({_number})", Theft.OfRequestUntilReleased);
            if (isCommit)
            {
                await using var transaction = await _connection.BeginAsync(async: true);
                await _connection.ExecuteAsync(async: true, $"INSERT INTO numbered (v) VALUES ({_number})", transaction);
                await Assert.ThrowsAsync<RoutingDbException>(() => transaction.CommitAsync(async: true));
            }
            else
            {
                Assert.Equal(1, await _connection.ExecuteAsync(async: true, $"INSERT INTO numbered (v) VALUES ({_number})"));
            }

            await trap.Sprung;
            trap.Release();
            Assert.Equal(1062, await trap.Answer);
        }

        Assert.Equal((turns + 1) / 2, await CountAsync());
    }

    [Fact]
    [Trait("Requirement", "D07")]
    public async Task Report_says_that_it_does_not_know_and_a_scope_asks_for_more()
    {
        await using var source = SourceThrough(UnknownOutcome.Report);
        await using var connection = await source.OpenConnectionAsync(Token);
        _thief.Set($"({_number})", Theft.OfReply);
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => connection.ExecuteAsync(async: true, $"INSERT INTO numbered (v) VALUES ({_number})"));
        Assert.Equal(StatementOutcome.Unknown, error.Outcome);

        using var scope = RoutingScope.ExactlyOnce();
        _thief.Set($"({_number})", Theft.OfReply);
        await using var write = connection.CreateCommand();
        write.CommandText = $"INSERT INTO numbered (v) VALUES ({_number})";
        Assert.Equal(1, await write.ExecuteNonQueryAsync(Token));
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    [Trait("Requirement", "D08")]
    public async Task It_costs_no_round_trip()
    {
        var before = _thief.Requests;
        await _connection.ExecuteAsync(async: true, $"INSERT /* mine */ INTO numbered (v) VALUES ({_number})");
        Assert.Equal(before + 1, _thief.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D08")]
    public async Task A_statement_that_fails_leaves_no_transaction_and_no_marker(bool async)
    {
        var markers = await NumberAsync("SELECT COUNT(*) FROM testdb.routingdata_marker");
        var error = await Assert.ThrowsAnyAsync<DbException>(() => _connection.ExecuteAsync(async, "INSERT INTO keyed VALUES (1, 1)"));
        Assert.Equal(1062, ServerError.NumberOf(error));
        Assert.Equal(markers, await NumberAsync("SELECT COUNT(*) FROM testdb.routingdata_marker"));
        await _connection.ExecuteAsync(async, $"INSERT INTO numbered (v) VALUES ({_number})");
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task What_the_server_says_of_the_statement_before_is_refused_and_not_made_up()
    {
        await _connection.ExecuteAsync(async: true, $"INSERT INTO numbered (v) VALUES ({_number})");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _connection.ScalarAsync(async: true, "SELECT ROW_COUNT()"));
        Assert.NotNull(await _connection.ScalarAsync(async: true, "SELECT LAST_INSERT_ID()"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_server_says_of_a_write_that_failed_is_refused_too(bool async)
    {
        await Assert.ThrowsAnyAsync<DbException>(() => _connection.ExecuteAsync(async, "INSERT INTO keyed VALUES (1, 1)"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _connection.ScalarAsync(async, "SHOW WARNINGS"));
    }

    [Theory]
    [InlineData("UPDATE keyed SET v = v + 1 WHERE id = 2", true)]
    [InlineData("UPDATE keyed SET v = v + 1 WHERE id = 2", false)]
    [InlineData("UPDATE keyed SET v = v + 1 WHERE id = 2; SELECT ROW_COUNT()", true)]
    [InlineData("UPDATE keyed SET v = v + 1 WHERE id = 2; SELECT ROW_COUNT()", false)]
    [Trait("Requirement", "D08")]
    public async Task A_write_that_is_killed_by_its_number_throws_and_leaves_nothing(string write, bool async)
    {
        foreach (var way in (Func<RoutingDbConnection, Task>[])[connection => connection.ExecuteAsync(async, write), connection => connection.ScalarAsync(async, write)])
        {
            var before = await NumberAsync("SELECT SUM(v) FROM testdb.keyed");
            var markers = await NumberAsync("SELECT COUNT(*) FROM testdb.routingdata_marker");
            await using (var held = await cluster.Source.OpenConnectionAsync(Token))
            await using (var holding = await held.BeginAsync(async: true))
            {
                await held.ExecuteAsync(async: true, "UPDATE keyed SET v = v + 100 WHERE id = 2", holding);
                var writing = way(_connection);
                long id;
                while ((id = await NumberAsync("SELECT COALESCE(MAX(id), 0) FROM information_schema.processlist WHERE info LIKE 'UPDATE keyed SET v = v + 1 %'")) == 0)
                    await Task.Delay(10, Token);
                await cluster.Servers.ExecuteAsync("db001", $"KILL QUERY {id}", Token);
                Assert.Equal(1317, ServerError.NumberOf(await Assert.ThrowsAnyAsync<DbException>(() => writing)));
            }

            Assert.Equal(before, await NumberAsync("SELECT SUM(v) FROM testdb.keyed"));
            Assert.Equal(markers, await NumberAsync("SELECT COUNT(*) FROM testdb.routingdata_marker"));
            Assert.Equal(1, await _connection.ExecuteAsync(async, "UPDATE keyed SET v = v - 1 WHERE id = 2"));
            Assert.Equal(before - 1, await NumberAsync("SELECT SUM(v) FROM testdb.keyed"));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D07")]
    public async Task A_question_that_the_server_holds_up_takes_no_longer_than_its_caller_has(bool async)
    {
        await using var administrator = MySqlDriver.Find().Factory.CreateConnection()!;
        administrator.ConnectionString = cluster.Servers.AdminConnectionString("db001");
        await administrator.OpenAsync(Token);
        await administrator.ExecuteAsync(async: true, "FLUSH TABLES WITH READ LOCK");
        await using var write = _connection.CreateCommand();
        (write.CommandText, write.CommandTimeout) = ($"INSERT INTO numbered (v) VALUES ({_number})", 2);
        _thief.Set($"({_number})", Theft.OfRequest);
        // Without a bound of its own it would take the driver's 30 seconds.
        var writing = BothWorlds.RunAsync(async, () => write.ExecuteNonQueryAsync(Token), write.ExecuteNonQuery);
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => writing.WaitAsync(TimeSpan.FromSeconds(20), Token));

        Assert.Equal(StatementOutcome.Unknown, error.Outcome);
        await administrator.ExecuteAsync(async: true, "UNLOCK TABLES");
    }

    private async Task ExecuteBatchAsync(bool async, RoutingDbTransaction? transaction)
    {
        await using var batch = _connection.CreateBatch();
        batch.Transaction = transaction;
        for (var n = 0; n < 2; n++)
        {
            var insert = batch.CreateBatchCommand();
            insert.CommandText = $"INSERT INTO numbered (v) VALUES ({_number})";
            batch.BatchCommands.Add(insert);
        }

        await BothWorlds.RunAsync(async, () => batch.ExecuteNonQueryAsync(Token), batch.ExecuteNonQuery);
    }

    private Task<long> CountAsync() => NumberAsync($"SELECT COUNT(*) FROM testdb.numbered WHERE v = {_number}");

    private Task<long> NumberAsync(string query) => cluster.Servers.NumberAsync("db001", query);

    private RoutingDbDataSource SourceThrough(UnknownOutcome outcome) => cluster.NewSource(options =>
    {
        var own = cluster.Servers["db001"].Address.ToString();
        options.ConnectionString = options.ConnectionString!.Replace(own, _thief.Address.ToString(), StringComparison.Ordinal);
        Assert.Contains(_thief.Address.ToString(), options.ConnectionString, StringComparison.Ordinal);
        options.Failover.UnknownOutcome = outcome;
        options.Failover.MarkerTable = "testdb.routingdata_marker";
    });
}
