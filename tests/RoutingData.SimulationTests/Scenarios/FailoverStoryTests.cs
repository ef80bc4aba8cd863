using RoutingData.Monitor;
using static RoutingData.SimulationTests.Scenarios.Scenario;

namespace RoutingData.SimulationTests.Scenarios;

/// <summary>A failover can be told afterwards from the statistics alone.</summary>
public sealed class FailoverStoryTests
{
    [Fact]
    public Task A_writer_that_is_killed_and_replaced_is_a_story_with_its_times() => RunAsync(async scenario =>
    {
        await using var connection = await scenario.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        var killedAt = scenario.Elapsed;
        scenario.Cluster.Kill("db001");
        await scenario.WaitAsync(6000);
        var promotedAt = scenario.Elapsed;
        scenario.Cluster.Promote("db002");
        await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (2)");
        var writtenAt = scenario.Elapsed;

        var record = Assert.Single(scenario.Source.Statistics.Failovers);
        Assert.Equal(
            (FailoverKind.Failover, "db001", "db002", 10), (record.Kind, record.From?.Hostname, record.To?.Hostname, record.Hostgroup));
        Assert.Equal(
            [FailoverStep.Suspected, FailoverStep.Down, FailoverStep.NoWriter, FailoverStep.Promoted, FailoverStep.FirstWrite],
            record.Phases.Select(phase => phase.Step));
        Assert.Equal(TimeSpan.Zero, record.Phases[0].After);
        Assert.Equal(record.Phases.Select(phase => phase.After), record.Phases.Select(phase => phase.After).Order());
        // By the clock of the simulation: from the first failed probe to the answered write.
        Assert.InRange(record.Duration, writtenAt - killedAt - TimeSpan.FromSeconds(3), writtenAt - killedAt);
        Assert.InRange(record.WithoutWriter!.Value, promotedAt - killedAt - TimeSpan.FromSeconds(4), writtenAt - killedAt);
        Assert.All(record.Phases, phase => Assert.NotEmpty(phase.Reason));
        var probes = scenario.Source.Statistics.Servers.Single(server => server.Server.Hostname == "db001").Probes;
        Assert.Contains(probes, probe => probe is { Outcome: ProbeOutcome.Answered, ReadOnly: false });
        Assert.Contains(probes, probe => probe.Outcome is ProbeOutcome.Lost or ProbeOutcome.TimedOut);
    });

    [Fact]
    public Task A_writer_that_is_drained_and_restored_is_an_alarm() => RunAsync(async scenario =>
    {
        await using (var connection = await scenario.Source.OpenConnectionAsync()) await ExecuteAsync(connection, "INSERT INTO notes (n) VALUES (1)");
        var writer = new ServerAddress("db001", 3306);
        await scenario.Source.DrainAsync(writer);
        await scenario.WaitAsync(100);
        scenario.Source.Restore(writer);

        var record = Assert.Single(scenario.Source.Statistics.Failovers);
        Assert.Equal(FailoverKind.Alarm, record.Kind);
        Assert.InRange(record.Duration, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
        scenario.Source.ResetStatistics();
        Assert.Empty(scenario.Source.Statistics.Failovers);
    });
}
