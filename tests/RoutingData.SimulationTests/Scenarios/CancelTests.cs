using System.Data.Common;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>Cancel() of a command ends its wait, whatever it waits for; what it waited to send is never sent.</summary>
[Trait("Fault", "R16")]
[Trait("Fault", "C15")]
public sealed class CancelTests
{
    private const string Write = "INSERT INTO notes (n) VALUES (1)";

    [Theory]
    [InlineData("a writer")]
    [InlineData("a place")]
    [InlineData("room on a full server")]
    [InlineData("the next try of a failed connect")]
    public Task It_ends_the_wait_for(string what) => RunAsync(async scenario =>
    {
        var held = new List<RoutingDbConnection>();
        switch (what)
        {
            case "a writer":
                scenario.Cluster.SetReadOnly("db001", readOnly: true);
                await scenario.WaitAsync(3000);
                break;
            case "a place":
                for (var i = 0; i < 2; i++)
                {
                    held.Add(await scenario.Source.OpenConnectionAsync());
                    await held[^1].BeginTransactionAsync();
                }

                break;
            case "room on a full server":
                scenario.Cluster.LimitConnections("db001", 0);
                break;
            default:
                scenario.Cluster.Kill("db001");
                break;
        }

        await using var connection = await scenario.Source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Write;
        var writing = command.ExecuteNonQueryAsync();
        await scenario.WaitAsync(1500);
        Assert.False(writing.IsCompleted);

        // That of another command of the connection ends nothing.
        await using (var other = connection.CreateCommand()) other.Cancel();
        await scenario.WaitAsync(100);
        Assert.False(writing.IsCompleted);

        var begun = scenario.Elapsed;
        command.Cancel();
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => writing);
        Assert.Equal((StatementOutcome.NotExecuted, false), (error.Outcome, error.IsTransient));
        Assert.IsType<OperationCanceledException>(error.InnerException, exactMatch: false);
        Assert.Equal(begun, scenario.Elapsed);
        Assert.DoesNotContain(scenario.Sent, sent => sent.Text == Write);

        // The connection is as good as before, and so is the command.
        foreach (var session in held) await session.DisposeAsync();
        scenario.Cluster.LimitConnections("db001", 100);
        if (what.StartsWith("the next", StringComparison.Ordinal)) scenario.Cluster.Restart("db001", readOnly: false);
        if (what == "a writer") scenario.Cluster.SetReadOnly("db001", readOnly: false);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    });

    [Fact]
    public Task It_does_nothing_to_a_command_that_has_ended() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Write;
        command.Cancel();
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
        command.Cancel();
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    });
}
