using FailoverDemo.Histories;
using RoutingData.Testing;

namespace FailoverDemo.Scenarios;

/// <summary>The former writer comes back as a replica and becomes the writer again, under load. The application must not notice.</summary>
internal sealed class SwitchoverTest(LocalCluster cluster, TestTable table, Stage stage, Pace pace)
{
    public async Task<LoadResult> RunAsync(string from, string to, CancellationToken cancellationToken)
    {
        var history = stage.Begin($"Switchover test: {to} comes back as a replica and becomes the writer again");
        Promotion? promotion = null;
        await new Workers(table, stage, pace, history).DuringAsync(async () =>
        {
            await cluster.RestartAsync(to, cancellationToken);
            await cluster.RejoinAsync(to, cancellationToken);
            stage.Mark(history, $"{to} back as a replica");

            await Task.Delay(pace.Calm, cancellationToken);
            promotion = await cluster.SwitchoverAsync(to, cancellationToken);
            stage.Mark(history, promotion.WritableTimestamp, $"{to} promoted, {from} is a replica now");
            await Task.Delay(pace.Calm, cancellationToken);
        });

        var rows = await table.RowsAsync(history.Run, cancellationToken);
        return HistoryCheck.Of(history, rows, new ChangeOfWriter(from, to, promotion!.WritableTimestamp, Killed: null));
    }
}
