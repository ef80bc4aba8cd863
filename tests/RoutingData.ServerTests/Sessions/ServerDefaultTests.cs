using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Sessions;

/// <summary>Servers whose own default is autocommit=0: every session is in a transaction from the start (D01).</summary>
public sealed class ServerDefaultTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D01")]
    public async Task Reads_stay_with_the_writes_they_may_have_to_see(bool async)
    {
        await using var cluster = await RoutedCluster.StartAsync();
        foreach (var server in cluster.Servers.Servers)
            await cluster.Servers.ExecuteAsync(server.Name, "SET GLOBAL autocommit = 0", TestContext.Current.CancellationToken);
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);

        await connection.ExecuteAsync(async, "INSERT INTO numbered (v) VALUES (1)");
        Assert.Equal("1", await connection.TextAsync(async, "SELECT COUNT(*) FROM numbered"));
        Assert.Equal("db001", cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id")));
        await connection.ExecuteAsync(async, "ROLLBACK");
        Assert.Equal("0", await connection.TextAsync(async, "SELECT COUNT(*) FROM numbered"));
        await connection.ExecuteAsync(async, "SET autocommit = 1");
        Assert.NotEqual("db001", cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id")));
    }
}
