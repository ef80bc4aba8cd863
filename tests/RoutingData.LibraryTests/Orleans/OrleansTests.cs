using MySqlConnector;
using RoutingData.LibraryTests.Failovers;
using RoutingData.Monitor.Drivers;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.LibraryTests.Orleans;

/// <summary>Orleans' clustering and grain storage of ADO.NET, which find the router by samples/OrleansDriver.</summary>
public sealed class OrleansTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Grains' states are written by a procedure. One that the demoted writer refuses is not sent again: what it did before the refusal is not known.
    [Fact]
    [Trait("Requirement", "D30")]
    public Task Switchovers_lose_no_state_and_repeat_none() => RunAsync(
        "switchovers", async servers => await servers.SwitchoverAsync(Writers.NextOf(servers), Token), error => DriverError.IsReadOnlyRefusal(error));

    // The procedure answers before it commits: a connection that is lost in between is the reader's error, which says nothing of the outcome.
    [Fact]
    [Trait("Requirement", "D07")]
    public Task A_kill_leaves_an_unknown_outcome_at_most() =>
        RunAsync("kills", servers => Writers.ReplaceKilledAsync(servers, Token), error => DriverError.IsConnectionLost(error));

    private static async Task RunAsync(string kind, Func<LocalCluster, Task> happen, Func<Exception, bool> isExpected)
    {
        Assert.SkipUnless(OrleansTables.Folder is not null, "NOT RUN: ROUTINGDATA_ORLEANS names no folder with Orleans' scripts.");
        await using var cluster = await LibraryCluster.StartAsync();
        await OrleansTables.MakeAsync(cluster.Servers, Token);
        await cluster.Servers.WaitForReplicationAsync(Token);
        await cluster.Log.StartAsync();
        await using var silo = await OrleansSilo.StartAsync(cluster, Token);
        await silo.WriteAsync(7, 0, Token);
        await silo.CountAsync(7, Token);
        var statements = (await cluster.Log.ReadAsync()).Where(statement => statement.IsExecution).ToArray();
        foreach (var part in new[] { "OrleansMembershipTable", "WriteToStorage", "PayloadBinary" })
            Assert.Contains(statements, statement => statement.Text.Contains(part, StringComparison.Ordinal));
        Assert.All(statements, statement => Assert.Equal("db001", statement.Server));

        await using var workers = new Workers(silo);
        for (var time = 0; time < FailoverTests.Times; time++)
        {
            await workers.WorkOnAsync(Token);
            await happen(cluster.Servers);
            await workers.WorkOnAsync(Token);
        }

        await workers.StopAsync();
        var rows = await RowsAsync(cluster.Servers);
        TestContext.Current.TestOutputHelper!.WriteLine($"Orleans, {cluster.Servers.Flavor}: {FailoverTests.Times} {kind}, {workers.Ledger.Describe(rows)}");
        workers.Ledger.Judge(rows, isExpected);
    }

    private static async Task<IReadOnlyDictionary<(int Worker, int Number), int>> RowsAsync(LocalCluster servers)
    {
        var rows = new Dictionary<(int, int), int>();
        await using var connection = new MySqlConnection(servers.AdminConnectionString(servers.Writer.Name));
        await connection.OpenAsync(Token);
        await using var command = connection.Command("SELECT GrainIdExtensionString, COUNT(*) FROM testdb.OrleansStorage GROUP BY GrainIdExtensionString");
        await using var reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
        {
            var key = reader.GetString(0).Split('/').Select(int.Parse).ToArray();
            rows[(key[0], key[1])] = (int)reader.GetInt64(1);
        }

        return rows;
    }
}
