using System.Data.Common;
using System.Diagnostics;

namespace RoutingData.Bench.Failover.Loads;

/// <summary>
/// Writers and readers side by side. Half of them are synchronous, where the driver lets such a call be ended on a silent server; half keep
/// their connection open; half of the readers execute prepared commands.
/// </summary>
internal sealed class Load
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<LoadWorker> _workers = [];
    private readonly List<Task> _running = [];

    private Load()
    {
    }

    public static Load Start(DbDataSource source, LoadOptions options)
    {
        var load = new Load();
        for (var i = 0; i < options.Writers; i++)
            load.Start(new Writer(source, i, KeepsOpen(i), options.AlsoTransactions, options.AlsoKeys), IsAsync(i), options.Rest);
        for (var i = 0; i < options.Readers; i++)
            load.Start(new Reader(source, options.Writers + i, KeepsOpen(i), Prepares(i)), IsAsync(i), options.Rest);
        for (var i = 0; i < options.Savers; i++)
            load.Start(new Saver((RoutingDbDataSource)source, options.Writers + options.Readers + i), IsAsync(i), options.Rest);
        return load;

        bool IsAsync(int i) => i % 2 == 0 || !options.AlsoSynchronous;
        static bool KeepsOpen(int i) => i % 4 < 2;
        static bool Prepares(int i) => (i % 4 is 0 or 3) != (i / 4 % 2 == 1);
    }

    /// <summary>Waits until every worker has been acknowledged so many more statements.</summary>
    /// <returns>How many have not, when patience is over; 0 when all is well.</returns>
    public async Task<int> WaitForAsync(int more)
    {
        var expected = _workers.ToDictionary(worker => worker, worker => worker.Acknowledged + more);
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            var behind = expected.Count(worker => worker.Key.Acknowledged < worker.Value);
            if (behind == 0 || Stopwatch.GetElapsedTime(begun) > Patience) return behind;
            await Task.Delay(5);
        }
    }

    /// <summary>Lets every worker finish what it is doing.</summary>
    /// <exception cref="TimeoutException">One does not come back.</exception>
    public async Task<IReadOnlyList<Attempt>> StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).WaitAsync(2 * Patience);
        return [.. _workers.SelectMany(worker => worker.Attempts)];
    }

    private void Start(LoadWorker worker, bool async, TimeSpan rest)
    {
        _workers.Add(worker);
        _running.Add(async
            ? Task.Run(() => worker.RunAsync(async: true, rest, _stop.Token).AsTask())
            : Task.Factory.StartNew(
                () => worker.RunAsync(async: false, rest, _stop.Token).GetAwaiter().GetResult(),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }
}
