using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics;

namespace RoutingData.Bench.Failover.Loads;

/// <summary>One session that runs one statement after another and remembers what became of each; an error stops nothing.</summary>
/// <param name="source">Where its connections come from.</param>
/// <param name="worker">Its number.</param>
/// <param name="keepsOpen">Whether one connection serves all, or each statement opens and closes its own.</param>
internal abstract class LoadWorker(DbDataSource source, int worker, bool keepsOpen)
{
    private readonly ConcurrentQueue<Attempt> _attempts = new();
    private int _acknowledged;

    public IReadOnlyCollection<Attempt> Attempts => _attempts;

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    protected int Worker => worker;

    protected DbConnection? Connection { get; private set; }

    protected abstract bool IsWrite { get; }

    protected virtual bool IsSave => false;

    /// <summary>The key that the last write was given.</summary>
    protected long? Key { get; set; }

    /// <summary>Works until told to stop; what is under way then comes to its own end.</summary>
    public async ValueTask RunAsync(bool async, TimeSpan rest, CancellationToken stop)
    {
        var kind = $"{(async ? "async" : "sync")}, {(keepsOpen ? "kept open" : "opened each time")}";
        for (var number = 1; !stop.IsCancellationRequested; number++)
        {
            await TryAsync(async, kind, number);
            if (async) await Task.Delay(rest, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else stop.WaitHandle.WaitOne(rest);
        }

        await CloseAsync(async);
    }

    /// <returns>The @@server_id of the server that answered; 0 where that is not told.</returns>
    protected abstract ValueTask<int> ExecuteAsync(bool async, DbConnection connection, int number);

    /// <summary>Lets go of what belongs to the connection.</summary>
    protected virtual void Forget()
    {
    }

    private async ValueTask TryAsync(bool async, string kind, int number)
    {
        var begun = Stopwatch.GetTimestamp();
        var opened = false;
        var server = 0;
        Exception? error = null;
        Key = null;
        try
        {
            if (Connection is null) await OpenAsync(async);
            opened = true;
            server = await ExecuteAsync(async, Connection!, number);
            Interlocked.Increment(ref _acknowledged);
        }
        catch (Exception exception)
        {
            error = exception;
        }

        _attempts.Enqueue(new Attempt(worker, kind, number, IsWrite, begun, Stopwatch.GetTimestamp(), opened, error) { Server = server, IsSave = IsSave, Key = Key });
        if (!keepsOpen || Connection?.State != ConnectionState.Open) await CloseAsync(async);
    }

    private async ValueTask OpenAsync(bool async)
    {
        Connection = source.CreateConnection();
        if (async) await Connection.OpenAsync();
        else Connection.Open();
    }

    private async ValueTask CloseAsync(bool async)
    {
        if (Connection is not { } connection) return;
        Forget();
        Connection = null;
        try
        {
            if (async) await connection.DisposeAsync();
            else connection.Dispose();
        }
        catch (DbException)
        {
            // A bare driver that finds its connection broken as it closes it; the statement's own error has been noted.
        }
    }
}
