using System.Collections.Immutable;
using System.Diagnostics;
using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Failover;

/// <summary>A failover of real servers can be told afterwards from the statistics alone.</summary>
public sealed class FailoverStoryTests
{
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Requirement", "D47")]
    public async Task The_steps_of_a_killed_writers_failover_are_told_in_their_order_and_their_times_agree()
    {
        await using var cluster = await RoutedCluster.StartAsync();
        var (killed, next) = (cluster.Servers["db001"].Address, cluster.Servers["db002"].Address);
        // A dead process refuses at once; a busy machine is to be late with no answer.
        var source = cluster.NewSource(options => options.Monitor.ReadOnlyTimeoutMs = options.Monitor.ReadOnlyIntervalMs);
        await using var connection = await source.OpenConnectionAsync(Token);
        await connection.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (1)");
        await source.WaitForAsync(topology => topology.WriterOf(10)?.Address == killed);

        var sinceKill = Stopwatch.StartNew();
        await cluster.Servers.KillAsync("db001", Token);
        await FailoverSteps.UntilAsync(() => Task.FromResult(Story()?.At(FailoverStep.NoWriter) is not null), "the story says that there is no writer");
        var seenWithout = Stopwatch.StartNew();
        var open = Story()!;
        var failed = FailedProbes();
        await FailoverSteps.UntilAsync(() => Task.FromResult(FailedProbes() > failed), "the dead server is asked once more");
        var withoutWriter = seenWithout.Elapsed;
        await cluster.Servers.PromoteAsync("db002", Token);
        // One that is answered before the story has heard of its writer is not in it.
        await FailoverSteps.UntilAsync(
            async () =>
            {
                await connection.ExecuteAsync(async: true, "INSERT INTO numbered (v) VALUES (2)");
                return Story()?.At(FailoverStep.FirstWrite) is not null;
            },
            "the first write is in the story");
        var all = sinceKill.Elapsed;

        var record = Story()!;
        Assert.Equal((FailoverKind.Open, 10), (open.Kind, open.Hostgroup));
        Assert.Null(open.To);
        Assert.Equal([FailoverStep.Suspected, FailoverStep.Down, FailoverStep.NoWriter], open.Phases.Select(phase => phase.Step));
        Assert.Equal((FailoverKind.Failover, 10), (record.Kind, record.Hostgroup));
        Assert.Equal(killed, record.From);
        Assert.Equal(next, record.To);
        Assert.Equal(
            [(FailoverStep.Suspected, killed), (FailoverStep.Down, killed), (FailoverStep.NoWriter, killed), (FailoverStep.Promoted, next), (FailoverStep.FirstWrite, next)],
            record.Phases.Select(phase => (phase.Step, phase.Server)));
        Assert.All(record.Phases, phase => Assert.NotEmpty(phase.Reason));
        // What was told while it went on is what is told afterwards.
        Assert.Equal(open.Began, record.Began);
        Assert.Equal(open.Phases, record.Phases.Take(3));

        var times = record.Phases.Select(phase => phase.After).ToArray();
        Assert.Equal(times.Order(), times);
        Assert.Equal(TimeSpan.Zero, times[0]);
        Assert.Equal(times[4], record.Duration);
        Assert.Equal(times[3] - times[2], record.WithoutWriter);
        // By a clock beside it: it cannot have taken longer than all of this, nor less than what was waited through.
        Assert.InRange(record.Duration, withoutWriter - Rounding, all + Rounding);
        Assert.InRange(record.WithoutWriter!.Value, withoutWriter - Rounding, record.Duration);

        // The probes say the same: it failed as often as it may, from the first sign on, and the next one was read-only before it was writable.
        var failures = Probes(killed).AsEnumerable().Reverse().TakeWhile(probe => probe.Outcome != ProbeOutcome.Answered).Reverse().ToArray();
        Assert.True(failures.Length > cluster.Options().Monitor.ReadOnlyMaxTimeoutCount);
        Assert.InRange((failures[0].At - record.Began).TotalSeconds, -5, 5);
        var ofNext = Probes(next);
        Assert.Contains(ofNext, probe => probe.ReadOnly == true && probe.At < record.Began + times[3]);
        Assert.Contains(ofNext, probe => probe.ReadOnly == false);

        // A machine that stands still may raise an alarm before or after.
        FailoverRecord? Story() => source.Statistics.Failovers.LastOrDefault(each => each.From == killed && each.Kind != FailoverKind.Alarm);

        ImmutableArray<ProbeRecord> Probes(ServerAddress server) => source.Statistics.Servers.Single(each => each.Server == server).Probes;

        int FailedProbes() => Probes(killed).Count(probe => probe.Outcome != ProbeOutcome.Answered);
    }
}
