using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Consistency;

/// <summary>Sessions read what they wrote, on real servers, of which one is late by a second.</summary>
[Trait("Requirement", "D21")]
[Trait("Requirement", "D23")]
public sealed class OwnWritesTests : IAsyncLifetime
{
    private const int Turns = 300;

    private RoutedCluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await RoutedCluster.StartAsync();
        await _cluster.Servers.DelayReplicationAsync("db003", 1, Token);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_read_shows_the_write_before_it_and_readers_serve_some(bool async)
    {
        var source = _cluster.NewSource();
        await using var connection = await source.OpenConnectionAsync(Token);
        var byReaders = 0;
        await connection.ExecuteAsync(async, "DELETE FROM numbered");
        for (var turn = 1L; turn <= Turns; turn++)
        {
            await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)");
            if (turn % 10 == 0) await Task.Delay(100, Token);
            Assert.Equal(turn, Convert.ToInt64(await connection.ScalarAsync(async, "SELECT COUNT(*) FROM numbered"), null));
            if (connection.LastServer != _cluster.Servers.Writer.Address) byReaders++;
            if (turn % 3 != 0) continue;
            await connection.CloseAsync(async);
            await connection.OpenAsync(async);
        }

        Assert.InRange(byReaders, 1, Turns);
    }

    [Fact]
    public async Task Connections_in_one_scope_show_it_too()
    {
        var source = _cluster.NewSource();
        using var scope = RoutingScope.ReadYourWrites();
        await using (var connection = await source.OpenConnectionAsync(Token)) await connection.ExecuteAsync(async: true, "DELETE FROM numbered");
        for (var turn = 1L; turn <= Turns; turn++)
        {
            await using (var writing = await source.OpenConnectionAsync(Token))
                await writing.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (1)");
            await using var reading = await source.OpenConnectionAsync(Token);
            Assert.Equal(turn, Convert.ToInt64(await reading.ScalarAsync(async: true, "SELECT COUNT(*) FROM numbered"), null));
        }
    }
}
