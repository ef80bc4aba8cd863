using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Evidence;

/// <summary>Sessions that read and write at a modest rate, and keep every error.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<Exception> _errors = new();
    private readonly List<int[]> _counts = [];
    private readonly List<Task> _running = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Fails with what the sessions were told, unless every statement ran.</summary>
    public void AssertNoErrors() => Assert.True(_errors.IsEmpty, Told());

    /// <summary>Adds a session that keeps its connection open.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="sql">What it runs again and again.</param>
    public SteadyLoad WithKeptOpen(DbDataSource source, string sql) => With(async again =>
    {
        await using var connection = await source.OpenConnectionAsync(Token);
        await again(() => connection.ScalarAsync(async: true, sql));
    });

    /// <summary>Adds a session that is opened and closed each time.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="sql">What it runs.</param>
    public SteadyLoad WithOpenedEachTime(DbDataSource source, string sql) => With(again => again(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(Token);
        await connection.ScalarAsync(async: true, sql);
    }));

    /// <summary>Waits until every session has run so many more statements, with an error or without.</summary>
    public async Task RunAsync(int more)
    {
        var before = _counts.ConvertAll(count => Volatile.Read(ref count[0]));
        var begun = Stopwatch.GetTimestamp();
        while (_counts.Where((count, i) => Volatile.Read(ref count[0]) - before[i] < more).Any())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Limit, $"Not every session has run {more} more statements. {Told()}");
            await Task.Delay(10, Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        _stop.Dispose();
    }

    private string Told()
    {
        var kinds = _errors.CountBy(error => $"{error.GetType().Name}: {error.Message}").OrderByDescending(kind => kind.Value).Take(3);
        return $"{_errors.Count} of {_counts.Sum(count => Volatile.Read(ref count[0]))} statements failed. " +
            string.Join(Environment.NewLine, kinds.Select(kind => $"{kind.Value} times {kind.Key}"));
    }

    private SteadyLoad With(Func<Func<Func<Task>, Task>, Task> session)
    {
        var count = new int[1];
        _counts.Add(count);
        _running.Add(Task.Run(() => session(AgainAsync), Token));
        return this;

        async Task AgainAsync(Func<Task> run)
        {
            while (!_stop.IsCancellationRequested)
            {
                try
                {
                    await run();
                }
                catch (Exception exception)
                {
                    _errors.Enqueue(exception);
                }

                Interlocked.Increment(ref count[0]);
                await Task.Delay(Rest, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
