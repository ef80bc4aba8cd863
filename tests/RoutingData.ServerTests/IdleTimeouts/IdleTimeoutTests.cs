using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.IdleTimeouts;

/// <summary>Servers that close idle connections (wait_timeout): MySQL says 4031, MariaDB nothing; either way what came afterwards has not
/// run.</summary>
[Trait("Fault", "R11")]
public sealed class IdleTimeoutTests : IAsyncLifetime
{
    private RoutedCluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await RoutedCluster.StartAsync();
        // Above the monitor's interval: its own connection must not be idle for so long.
        foreach (var server in _cluster.Servers.Servers) await _cluster.Servers.ExecuteAsync(server.Name, "SET GLOBAL wait_timeout = 3", Token);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(true, ";SSL Mode=Preferred")]
    public async Task A_write_after_it_runs_once_on_a_new_connection(bool async, string tls)
    {
        var source = _cluster.NewSource(options => options.ConnectionString += tls);
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(async);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)");
        await WhenClosedAsync();

        Assert.Equal(1, await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (2)"));
        Assert.Equal("1,2", await _cluster.Servers.ScalarAsync("db001", "SELECT GROUP_CONCAT(v ORDER BY v) FROM testdb.numbered", Token));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_transaction_over_it_is_rolled_back_for_sure(bool async, bool commits)
    {
        await using var connection = _cluster.Source.CreateConnection();
        await connection.OpenAsync(async);
        var transaction = await connection.BeginAsync(async);
        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)", transaction);
        await WhenClosedAsync();

        var error = await Assert.ThrowsAsync<RoutingDbException>(() => commits
            ? transaction.CommitAsync(async)
            : connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (2)", transaction));
        Assert.Equal((StatementOutcome.RolledBack, true), (error.Outcome, error.IsTransient));
        Assert.Equal(0, await _cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM testdb.numbered"));
    }

    private Task WhenClosedAsync() => _cluster.Servers.WaitForConnectionsAsync(0, "app");
}
