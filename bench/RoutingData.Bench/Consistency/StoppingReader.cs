using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.Consistency;

/// <summary>The trouble that readers are in while it lasts, whichever servers they are; and changes of the writer among it.</summary>
internal sealed class StoppingReader : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _gate = new(1);
    private readonly LocalCluster _cluster;
    private readonly Task _running;

    private StoppingReader(LocalCluster cluster, ReaderTrouble trouble)
    {
        _cluster = cluster;
        _running = trouble == ReaderTrouble.Stopping ? RunAsync(_end.Token) : Task.CompletedTask;
    }

    /// <summary>How many changes of the writer there were.</summary>
    public int Failovers { get; private set; }

    public static async Task<StoppingReader> BeginAsync(LocalCluster cluster, ReaderTrouble trouble)
    {
        if (trouble != ReaderTrouble.Healthy) await cluster.DelayReplicationAsync("db002", 1);
        return new StoppingReader(cluster, trouble);
    }

    /// <summary>Changes the writer so many times: planned ones and deaths in turn. The reader that is not late is promoted, and the former writer is the
    /// next one to stop.</summary>
    public async Task FailOverAsync(int times, CancellationToken cancellationToken)
    {
        for (var time = 0; time < times && !cancellationToken.IsCancellationRequested; time++)
        {
            await Task.Delay(1500, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _gate.WaitAsync(CancellationToken.None);
            try
            {
                await FailOverAsync(isDeath: Failovers % 2 == 1);
                Failovers++;
            }
            finally
            {
                _gate.Release();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
        _gate.Dispose();
    }

    private async Task FailOverAsync(bool isDeath)
    {
        var former = _cluster.Writer.Name;
        var next = _cluster.Servers.Last(server => server.Name != former && server.Name != "db002").Name;
        if (isDeath)
        {
            await _cluster.KillAsync(former);
            await _cluster.PromoteAsync(next);
            await _cluster.RestartAsync(former);
            await _cluster.RejoinAsync(former);
        }
        else
        {
            await _cluster.SwitchoverAsync(next);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var word = _cluster.Flavor == ServerFlavor.MySql ? "REPLICA" : "SLAVE";
        while (!cancellationToken.IsCancellationRequested)
        {
            await _gate.WaitAsync(CancellationToken.None);
            try
            {
                var reader = _cluster.Servers.Last(server => server != _cluster.Writer && server.Name != "db002").Name;
                await _cluster.ExecuteAsync(reader, $"STOP {word} SQL_THREAD", CancellationToken.None);
                await Task.Delay(500, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await _cluster.ExecuteAsync(reader, $"START {word} SQL_THREAD", CancellationToken.None);
            }
            finally
            {
                _gate.Release();
            }

            await Task.Delay(2000, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
