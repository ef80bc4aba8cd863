using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using RoutingData.Bench.Results.Checks;

namespace RoutingData.Bench.Results.Reads;

/// <summary>One caller that reads again and again, in one way, and notes how each read ended.</summary>
/// <param name="through">The router, or the bare driver.</param>
/// <param name="source">Where its connections come from: a new one for each read.</param>
/// <param name="kind">How it reads.</param>
/// <param name="table">What it reads.</param>
internal sealed class ReadLoop(string through, DbDataSource source, ReadKind kind, ResultTable table)
{
    private static readonly TimeSpan AfterError = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentQueue<ReadEnd> _ends = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly string _kind = kind.ToString();
    private Task _running = Task.CompletedTask;
    private int _whole;
    private int _server;
    private long _begun;

    public IReadOnlyCollection<ReadEnd> Ends => _ends;

    /// <summary>How many reads were whole.</summary>
    public int Whole => Volatile.Read(ref _whole);

    /// <summary>What it is at; null between two reads.</summary>
    public ReadUnderWay? UnderWay =>
        Volatile.Read(ref _begun) is var begun and not 0 ? new ReadUnderWay(through, _kind, Server, begun) : null;

    private int? Server => Volatile.Read(ref _server) is var server and not 0 ? server : null;

    public void Start() => _running = kind.Async
        ? Task.Run(() => RunAsync().AsTask())
        : Task.Factory.StartNew(
            () => RunAsync().AsTask().GetAwaiter().GetResult(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Lets it come to the end of its read.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    private async ValueTask RunAsync()
    {
        string? wrong = null;
        var call = new ReadCall(source, kind, table, server => Volatile.Write(ref _server, server), found => wrong = found);
        for (var number = 1; !_stop.IsCancellationRequested; number++)
        {
            wrong = null;
            Exception? error = null;
            Volatile.Write(ref _server, 0);
            var begun = Stopwatch.GetTimestamp();
            Volatile.Write(ref _begun, begun);
            try
            {
                await call.RunAsync(number);
            }
            catch (Exception exception)
            {
                error = exception;
            }

            _ends.Enqueue(new ReadEnd(through, _kind, Server, begun, Stopwatch.GetTimestamp(), wrong, error));
            Volatile.Write(ref _begun, 0);
            if (wrong is null && error is null) Interlocked.Increment(ref _whole);
            else if (kind.Async) await Task.Delay(AfterError);
            else Thread.Sleep(AfterError);
        }
    }
}
