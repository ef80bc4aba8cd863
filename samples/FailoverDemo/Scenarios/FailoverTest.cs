using System.Diagnostics;
using FailoverDemo.Histories;
using RoutingData.Testing;

namespace FailoverDemo.Scenarios;

/// <summary>The writer is killed under load, and another server is promoted. The application is told nothing.</summary>
internal sealed class FailoverTest(LocalCluster cluster, TestTable table, Stage stage, Pace pace)
{
    public async Task<LoadResult> RunAsync(string from, string to, CancellationToken cancellationToken)
    {
        var history = stage.Begin($"Failover test: {from} is killed under load, {to} is promoted");
        long killed = 0;
        Promotion? promotion = null;
        await new Workers(table, stage, pace, history).DuringAsync(async () =>
        {
            await Task.Delay(pace.Calm, cancellationToken);
            await cluster.KillAsync(from, cancellationToken);
            killed = Stopwatch.GetTimestamp();
            stage.Mark(history, killed, $"{from} killed with SIGKILL");

            await Task.Delay(pace.PromoteAfter, cancellationToken);
            promotion = await cluster.PromoteAsync(to, cancellationToken);
            stage.Mark(history, promotion.WritableTimestamp, $"{to} promoted");
            await Task.Delay(pace.Calm, cancellationToken);
        });

        var rows = await table.RowsAsync(history.Run, cancellationToken);
        return HistoryCheck.Of(history, rows, new ChangeOfWriter(from, to, promotion!.WritableTimestamp, killed));
    }
}
