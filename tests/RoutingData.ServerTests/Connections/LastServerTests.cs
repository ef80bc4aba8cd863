using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Connections;

public sealed class LastServerTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_says_where_its_last_statement_went_also_after_Close(bool async)
    {
        await using var connection = cluster.Source.CreateConnection();
        Assert.Null(connection.LastServer);
        await connection.OpenAsync(async);
        Assert.Null(connection.LastServer);

        var reader = cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id"));
        Assert.Equal(cluster.Servers[reader].Address, connection.LastServer);
        await connection.ExecuteAsync(async, "UPDATE keyed SET v = v");
        Assert.Equal(cluster.Servers["db001"].Address, connection.LastServer);

        await connection.CloseAsync(async);
        Assert.Equal(cluster.Servers["db001"].Address, connection.LastServer);
    }
}
