using System.Diagnostics;
using RoutingData.ServerTests.LocalClusters;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Failover;

/// <summary>While there is no writer: reads work, and writes wait for as long as they may.</summary>
public sealed class NoWriterTests : IAsyncLifetime
{
    private RoutedCluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await RoutedCluster.StartAsync();
        await _cluster.Servers.KillAsync("db001", Token);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D35")]
    [Trait("Requirement", "D39")]
    public async Task Open_and_reads_work_and_a_write_fails_with_one_clear_error_when_its_time_is_over(bool async)
    {
        var source = _cluster.NewSource(options => options.Failover.WriterWaitTimeoutMs = 700);
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(async);
        Assert.NotNull(await connection.ScalarAsync(async, "SELECT COUNT(*) FROM keyed"));
        Assert.Equal(await _cluster.Servers.ScalarAsync("db002", "SELECT VERSION()", Token), connection.ServerVersion);
        var begun = Stopwatch.GetTimestamp();

        var error = await Assert.ThrowsAsync<RoutingDbException>(
            () => connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)"));

        Assert.InRange(Stopwatch.GetElapsedTime(begun).TotalSeconds, 0.6, 10);
        Assert.Equal(StatementOutcome.NotExecuted, error.Outcome);
        Assert.Equal(10, error.Hostgroup);
        Assert.True(error.IsTransient);
        foreach (var server in _cluster.Servers.Servers)
            Assert.Contains(server.Address.ToString(), error.Message, StringComparison.Ordinal);
        Assert.NotNull(await connection.ScalarAsync(async, "SELECT 1"));
        await Assert.ThrowsAsync<RoutingDbException>(() => connection.BeginAsync(async));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "R12")]
    public async Task What_waits_for_a_writer_is_told_when_the_data_source_is_disposed_of(bool async)
    {
        var source = _cluster.NewSource(options => options.Failover.WriterWaitTimeoutMs = 600_000);
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(async);
        await connection.ScalarAsync(async, "SELECT COUNT(*) FROM keyed");
        await using var write = connection.Command("INSERT INTO numbered (v) VALUES (1)");
        write.CommandTimeout = 0;
        var waiting = BothWorlds.RunAsync(async, () => write.ExecuteNonQueryAsync(Token), write.ExecuteNonQuery);
        if (async) await source.DisposeAsync();
        else source.Dispose();

        var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        Assert.Equal(typeof(RoutingDbDataSource).FullName, error.ObjectName);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "R12")]
    public async Task What_waits_for_any_server_at_all_is_told_too(bool async)
    {
        foreach (var server in _cluster.Servers.Servers.Where(server => server.IsRunning)) await _cluster.Servers.PauseAsync(server.Name, Token);
        var source = _cluster.NewSource(options => options.ConnectionString += ";Connection Timeout=600");
        await using var connection = source.CreateConnection();
        var opening = BothWorlds.RunAsync(async, () => connection.OpenAsync(Token), connection.Open);
        await Wait.UntilAsync(() => source.Monitor.Current.IsComplete, "all servers have been asked");
        Assert.False(opening.IsCompleted);

        source.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => opening);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D39")]
    public async Task The_commands_own_timeout_counts_when_it_is_shorter(bool async)
    {
        var source = _cluster.NewSource(options => options.Failover.WriterWaitTimeoutMs = 60_000);
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(async);
        await using var write = connection.Command("INSERT INTO numbered (v) VALUES (1)");
        write.CommandTimeout = 1;
        var begun = Stopwatch.GetTimestamp();

        await Assert.ThrowsAsync<RoutingDbException>(() => write.ScalarAsync(async));

        Assert.InRange(Stopwatch.GetElapsedTime(begun).TotalSeconds, 0.9, 10);
    }

    [Fact]
    [Trait("Requirement", "D39")]
    public async Task Cancelling_a_waiting_write_ends_it_and_it_never_runs()
    {
        await using var connection = await _cluster.OpenAsync(async: true);
        await using var write = connection.Command("INSERT INTO numbered (v) VALUES (1)");
        using var cancelling = new CancellationTokenSource();
        var waiting = write.ExecuteNonQueryAsync(cancelling.Token);
        Assert.False(waiting.IsCompleted);

        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(5), Token));

        await _cluster.Servers.PromoteAsync("db002", Token);
        await connection.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (2)");
        Assert.Equal("2", await _cluster.Servers.ScalarAsync("db002", "SELECT GROUP_CONCAT(v) FROM testdb.numbered", Token));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [Trait("Fault", "R16")]
    public async Task Cancel_ends_the_wait_and_the_write_never_runs(bool async, bool isBatch)
    {
        var source = _cluster.NewSource(options => options.Failover.WriterWaitTimeoutMs = 60_000);
        await using var connection = source.CreateConnection();
        Assert.SkipUnless(!isBatch || connection.CanCreateBatch, "The driver has no batches.");
        await connection.OpenAsync(async);
        await using var command = connection.Command("INSERT INTO numbered (v) VALUES (1)");
        await using var batch = isBatch ? connection.CreateBatch() : null;
        if (batch is not null)
        {
            var statement = batch.CreateBatchCommand();
            statement.CommandText = command.CommandText;
            batch.BatchCommands.Add(statement);
        }

        var waiting = Task.Factory.StartNew(
            () => batch is null ? command.ScalarAsync(async) : async ? batch.ExecuteScalarAsync(Token) : Task.FromResult(batch.ExecuteScalar()),
            Token, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        // It may not wait yet, and then there is nothing to cancel.
        while (!waiting.IsCompleted)
        {
            await Task.WhenAny(waiting, Task.Delay(100, Token));
            if (batch is null) command.Cancel();
            else batch.Cancel();
        }

        var error = await Assert.ThrowsAsync<RoutingDbException>(() => waiting);
        Assert.Equal((StatementOutcome.NotExecuted, false), (error.Outcome, error.IsTransient));
        Assert.IsType<OperationCanceledException>(error.InnerException, exactMatch: false);

        await _cluster.Servers.PromoteAsync("db002", Token);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (2)");
        Assert.Equal("2", await _cluster.Servers.ScalarAsync("db002", "SELECT GROUP_CONCAT(v) FROM testdb.numbered", Token));
    }

    [Fact]
    [Trait("Requirement", "D39")]
    [Trait("Requirement", "D40")]
    public async Task More_waiting_writes_than_allowed_fail_at_once_and_the_others_all_run_on_the_next_writer()
    {
        var source = _cluster.NewSource(options =>
        {
            options.Failover.MaxWriterWaiters = 20;
            options.Failover.WriterWaitTimeoutMs = 30_000;
        });
        var writes = Enumerable.Range(0, 30).Select(i => WriteAsync(source, i)).ToArray();
        await FailoverSteps.UntilAsync(
            () => Task.FromResult(writes.Count(write => write.IsFaulted) == 10), "ten of thirty writes have failed");
        foreach (var write in writes.Where(write => write.IsFaulted))
        {
            var error = await Assert.ThrowsAsync<RoutingDbException>(() => write);
            Assert.Equal(StatementOutcome.NotExecuted, error.Outcome);
            Assert.Contains(nameof(FailoverOptions.MaxWriterWaiters), error.Message, StringComparison.Ordinal);
        }

        await _cluster.Servers.PromoteAsync("db002", Token);
        await Task.WhenAll(writes.Where(write => !write.IsFaulted)).WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.Equal(20, await _cluster.Servers.NumberAsync("db002", "SELECT COUNT(DISTINCT v) FROM testdb.numbered"));
        Assert.Equal(20, await _cluster.Servers.NumberAsync("db002", "SELECT COUNT(*) FROM testdb.numbered"));
    }

    private static async Task WriteAsync(RoutingDbDataSource source, int number)
    {
        await using var connection = await source.OpenConnectionAsync(Token);
        await connection.ExecuteAsync(async: true, $"INSERT INTO numbered (v) VALUES ({number})");
    }
}
