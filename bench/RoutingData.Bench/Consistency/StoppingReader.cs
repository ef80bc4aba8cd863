using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.Consistency;

/// <summary>The trouble that readers are in while it lasts.</summary>
internal sealed class StoppingReader : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;

    private StoppingReader(LocalCluster cluster, ReaderTrouble trouble) =>
        _running = trouble == ReaderTrouble.Stopping ? RunAsync(cluster, _end.Token) : Task.CompletedTask;

    public static async Task<StoppingReader> BeginAsync(LocalCluster cluster, ReaderTrouble trouble)
    {
        if (trouble != ReaderTrouble.Healthy) await cluster.DelayReplicationAsync("db002", 1);
        return new StoppingReader(cluster, trouble);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    private static async Task RunAsync(LocalCluster cluster, CancellationToken cancellationToken)
    {
        var word = cluster.Flavor == ServerFlavor.MySql ? "REPLICA" : "SLAVE";
        while (!cancellationToken.IsCancellationRequested)
        {
            await cluster.ExecuteAsync("db003", $"STOP {word} SQL_THREAD", CancellationToken.None);
            await Task.Delay(500, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await cluster.ExecuteAsync("db003", $"START {word} SQL_THREAD", CancellationToken.None);
            await Task.Delay(2000, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
