using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Corpus;

/// <summary>Every statement of the corpus through the router, and the readers' own logs as the witness.</summary>
public sealed class CorpusOnServersTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "D16")]
    [Trait("Requirement", "D17")]
    [Trait("Requirement", "D20")]
    public async Task Readers_get_plain_reads_and_the_sessions_settings_and_nothing_else(bool async)
    {
        var statements = CorpusStatements.For(cluster.Servers.Flavor);
        await cluster.Log.StartAsync();
        foreach (var statement in statements) await RunAsync(async, statement);

        var log = await cluster.Log.ReadAsync();
        var arrived = Witness.Of(log.Where(item => item.Server != "db001"), statements);
        var wrong = arrived.Where(item => !item.IsAllowed).Select(item => $"{item.Logged.Server} {item.Logged.Command} {item.Logged.Text} for {item.Owner}");
        Assert.True(!wrong.Any(), string.Join(Environment.NewLine, wrong));
        Assert.InRange(arrived.Count(item => item.Owner?.Target == "Reader" && !item.IsProbe), 200, int.MaxValue);
        Assert.Contains(arrived, item => item.Owner?.IsReplayed == true && !item.IsProbe);
    }

    // The read after it shows where the session stays, and has its settings replayed on a reader if it does not.
    private async Task RunAsync(bool async, CorpusStatement statement)
    {
        await using var connection = cluster.Source.CreateConnection();
        await connection.OpenAsync(async);
        Assert.Null(await ErrorOfAsync(async, connection, statement.Text, statement));
        Assert.Null(await ErrorOfAsync(async, connection, Witness.ProbeOf(statement), statement));
        Assert.True(connection.IsOpen(), $"{statement}: the session was lost.");
    }

    // What the server or the driver says of a statement is its own affair; only a lost connection is the router's.
    private static async Task<string?> ErrorOfAsync(bool async, RoutingDbConnection connection, string sql, CorpusStatement statement)
    {
        await using var command = connection.Command(sql);
        command.CommandTimeout = 5;
        var error = await Record.ExceptionAsync(() => command.ScalarAsync(async));
        return error is RoutingDbException or TimeoutException ? $"{statement}: {error.Message}" : null;
    }
}
