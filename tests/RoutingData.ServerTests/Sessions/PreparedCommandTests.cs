using System.Data.Common;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Sessions;

/// <summary>A prepared command runs where its session's state says now, and is prepared there (D19).</summary>
public sealed class PreparedCommandTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D19")]
    public async Task A_prepared_read_follows_the_session_into_a_transaction_and_out_again(bool async)
    {
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);
        await using var command = connection.Command("SELECT @@server_id + 0 * v FROM keyed WHERE id = @id");
        var id = command.CreateParameter();
        (id.ParameterName, id.Value) = ("@id", 1);
        command.Parameters.Add(id);
        await cluster.Log.StartAsync();

        await BothWorlds.RunAsync(async, () => command.PrepareAsync(Token), command.Prepare);
        Assert.NotEqual("db001", await PlaceAsync(async, command));
        var transaction = await connection.BeginAsync(async);
        command.Transaction = transaction;
        Assert.Equal("db001", await PlaceAsync(async, command));
        Assert.Equal("db001", await PlaceAsync(async, command));
        await transaction.CommitAsync(async);
        command.Transaction = null;
        Assert.NotEqual("db001", await PlaceAsync(async, command));
        await connection.CloseAsync(async);
        await connection.OpenAsync(async);
        Assert.NotEqual("db001", await PlaceAsync(async, command));

        var log = (await cluster.Log.ReadAsync())
            .Where(statement => statement.Text.Contains("FROM keyed", StringComparison.Ordinal)).ToArray();
        Assert.Equal(5, log.Count(statement => statement.Command == "Execute"));
        Assert.DoesNotContain(log, statement => statement.Command == "Query");
        Assert.Contains(log, statement => statement is { Command: "Prepare", Server: "db001" });
    }

    private async Task<string> PlaceAsync(bool async, DbCommand command) => cluster.NameOf(await command.ScalarAsync(async));
}
