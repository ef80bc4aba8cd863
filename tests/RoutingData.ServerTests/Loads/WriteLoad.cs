using System.Collections.Concurrent;
using System.Diagnostics;
using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Loads;

/// <summary>
/// Workers that each write numbers one after another, and read in between, until told to stop; each write and read is told of what
/// became of it. Half of the workers are synchronous unless told otherwise; half keep their connection open, the others open one for
/// each write.
/// </summary>
internal sealed class WriteLoad : IAsyncDisposable
{
    private readonly ConcurrentQueue<WriteOutcome> _writes = new();
    private readonly ConcurrentQueue<Exception> _readErrors = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task[] _workers;
    private int _reads;

    public WriteLoad(RoutingDbDataSource source, int workers, bool alsoSynchronous = true)
    {
        _workers = [.. Enumerable.Range(0, workers).Select(worker =>
            worker % 2 == 0 || !alsoSynchronous
                ? Task.Run(() => RunAsync(source, worker, keepsOpen: worker % 4 < 2))
                : BothWorlds.OnItsOwnThread(() => Run(source, worker, keepsOpen: worker % 4 < 2)))];
    }

    /// <summary>
    /// Whether a synchronous call on a silent server can be ended before its CommandTimeout. With MySql.Data nothing can: its Dispose
    /// waits with it, and a thread cannot be left behind as a task can.
    /// </summary>
    public static bool EndsSynchronousCallsOnSilentServers => MySqlDriver.Find().Name != "MySql.Data";

    public IReadOnlyCollection<WriteOutcome> Writes => _writes;

    public IReadOnlyCollection<Exception> ReadErrors => _readErrors;

    public int Reads => Volatile.Read(ref _reads);

    /// <summary>Waits until every worker has been acknowledged so many more writes.</summary>
    public async Task WaitForWritesAsync(int more)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var expected = Enumerable.Range(0, _workers.Length).ToDictionary(worker => worker, worker => Acknowledged(worker) + more);
        while (expected.Any(worker => Acknowledged(worker.Key) < worker.Value))
        {
            var errors = _writes.Where(write => !write.IsAcknowledged).Select(write => write.Error!.Message).Distinct();
            Assert.False(deadline.IsCancellationRequested, $"The load stands still: {string.Join(", ", errors)}");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets every worker finish what it is doing.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_workers).WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private static string Insert(int worker, int number) =>
        $"INSERT INTO writes (worker, number, server) VALUES ({worker}, {number}, @@server_id)";

    private int Acknowledged(int worker) => _writes.Count(write => write.Worker == worker && write.IsAcknowledged);

    private async Task RunAsync(RoutingDbDataSource source, int worker, bool keepsOpen)
    {
        await using var connection = source.CreateConnection();
        for (var number = 1; !_stopping.IsCancellationRequested; number++)
        {
            Exception? error = null;
            try
            {
                if (!connection.IsOpen()) await connection.OpenAsync(CancellationToken.None);
                await using var write = connection.Command(Insert(worker, number));
                await write.ExecuteNonQueryAsync(CancellationToken.None);
            }
            catch (Exception exception)
            {
                error = exception;
            }

            _writes.Enqueue(new WriteOutcome(worker, number, Stopwatch.GetTimestamp(), error));
            try
            {
                if (!connection.IsOpen()) await connection.OpenAsync(CancellationToken.None);
                await using var read = connection.Command("SELECT COUNT(*) FROM keyed");
                await read.ExecuteScalarAsync(CancellationToken.None);
                Interlocked.Increment(ref _reads);
            }
            catch (Exception exception)
            {
                _readErrors.Enqueue(exception);
            }

            if (!keepsOpen) await connection.CloseAsync();
        }
    }

    private bool Run(RoutingDbDataSource source, int worker, bool keepsOpen)
    {
        using var connection = source.CreateConnection();
        for (var number = 1; !_stopping.IsCancellationRequested; number++)
        {
            Exception? error = null;
            try
            {
                if (!connection.IsOpen()) connection.Open();
                using var write = connection.Command(Insert(worker, number));
                write.ExecuteNonQuery();
            }
            catch (Exception exception)
            {
                error = exception;
            }

            _writes.Enqueue(new WriteOutcome(worker, number, Stopwatch.GetTimestamp(), error));
            try
            {
                if (!connection.IsOpen()) connection.Open();
                using var read = connection.Command("SELECT COUNT(*) FROM keyed");
                read.ExecuteScalar();
                Interlocked.Increment(ref _reads);
            }
            catch (Exception exception)
            {
                _readErrors.Enqueue(exception);
            }

            if (!keepsOpen) connection.Close();
        }

        return true;
    }
}
