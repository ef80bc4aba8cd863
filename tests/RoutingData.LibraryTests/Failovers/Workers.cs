using System.Diagnostics;
using RoutingData.LibraryTests.Libraries;

namespace RoutingData.LibraryTests.Failovers;

/// <summary>Four workers that write through a library without a pause, and see after each write whether they see it.</summary>
internal sealed class Workers : IAsyncDisposable
{
    private const int Count = 4;
    private const int Batch = 25;

    private readonly ILibrary _library;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _work;
    private readonly int[] _done = new int[Count];
    private TaskCompletionSource _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Workers(ILibrary library)
    {
        _library = library;
        _work = Task.WhenAll(Enumerable.Range(0, Count).Select(worker => Task.Run(() => WorkAsync(worker))));
    }

    public Ledger Ledger { get; } = new();

    /// <summary>Ends when each worker has had so many more answers.</summary>
    public async Task WorkOnAsync(CancellationToken cancellationToken)
    {
        var goal = _done.Select(done => done + Batch).ToArray();
        while (true)
        {
            var progress = Volatile.Read(ref _progress);
            if (Enumerable.Range(0, Count).All(worker => Volatile.Read(ref _done[worker]) >= goal[worker])) return;
            await progress.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        }
    }

    public async Task StopAsync()
    {
        await _end.CancelAsync();
        await _work;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _end.Dispose();
    }

    private async Task WorkAsync(int worker)
    {
        for (var number = 0; !_end.IsCancellationRequested; number++)
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                await _library.WriteAsync(worker, number, CancellationToken.None);
                Ledger.Acknowledge(worker, number);
            }
            catch (Exception error)
            {
                Ledger.Fail(worker, number, error);
            }

            Ledger.Took(Stopwatch.GetElapsedTime(began));
            began = Stopwatch.GetTimestamp();
            try
            {
                await _library.CountAsync(worker, CancellationToken.None);
            }
            catch (Exception error)
            {
                Ledger.Fail(error);
            }

            Ledger.Took(Stopwatch.GetElapsedTime(began));
            Interlocked.Increment(ref _done[worker]);
            Interlocked.Exchange(ref _progress, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }
}
