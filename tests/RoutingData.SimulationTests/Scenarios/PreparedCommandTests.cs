using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>A driver may close a prepared statement, over its connection, when its command is disposed of. By then that connection may be broken,
/// about to be disposed of by another thread, or another session's.</summary>
[Trait("Fault", "R1")]
public sealed class PreparedCommandTests
{
    [Theory]
    [InlineData("broken")]
    [InlineData("ended")]
    [InlineData("closed")]
    public Task A_prepared_command_is_disposed_of_in_silence_whatever_became_of_its_connection(string what) => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO notes (n) VALUES (1)";
        await command.PrepareAsync();
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
        switch (what)
        {
            case "broken":
                scenario.Cluster.Kill("db001");
                break;
            case "ended":
                scenario.Cluster.Pause("db001");
                break;
            default:
                await transaction.CommitAsync();
                await connection.CloseAsync();
                break;
        }

        if (what != "closed")
        {
            var error = await Assert.ThrowsAsync<RoutingDbException>(() => command.ExecuteNonQueryAsync());
            Assert.Equal(StatementOutcome.RolledBack, error.Outcome);
        }

        await command.DisposeAsync();
        command.Dispose();
    });

    [Fact]
    public Task One_whose_connection_breaks_at_rest_too() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO notes (n) VALUES (1)";
        await command.PrepareAsync();
        scenario.Cluster.BreakConnections("db001");
        await scenario.WaitAsync(10);

        command.Dispose();
    });
}
