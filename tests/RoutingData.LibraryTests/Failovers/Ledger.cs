using System.Collections.Concurrent;

namespace RoutingData.LibraryTests.Failovers;

/// <summary>What workers were told of their writes, to be compared with what the servers have.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<(int Worker, int Number), bool> _acknowledged = new();
    private readonly ConcurrentDictionary<(int Worker, int Number), bool> _unknown = new();
    private readonly ConcurrentQueue<Exception> _errors = new();
    private long _longest;

    private int Acknowledged => _acknowledged.Count;

    public int Unknown => _unknown.Count;

    /// <summary>The longest that any call took, failed ones too.</summary>
    private TimeSpan Longest => TimeSpan.FromTicks(Volatile.Read(ref _longest));

    public void Took(TimeSpan time)
    {
        for (var longest = _longest; time.Ticks > longest; longest = _longest) Interlocked.CompareExchange(ref _longest, time.Ticks, longest);
    }

    public void Acknowledge(int worker, int number) => _acknowledged[(worker, number)] = true;

    public void Fail(int worker, int number, Exception error)
    {
        if (IsUnknown(error)) _unknown[(worker, number)] = true;
        else _errors.Enqueue(error);
    }

    public void Fail(Exception error) => _errors.Enqueue(error);

    /// <summary>All figures.</summary>
    public string Describe(IReadOnlyDictionary<(int Worker, int Number), int> rows) =>
        $"{Acknowledged} writes acknowledged, {_errors.Count} errors, {Unknown} unknown, {Lost(rows)} lost, {Doubled(rows)} doubled, " +
        $"longest wait {Longest.TotalMilliseconds:0} ms";

    /// <summary>No error but an unknown outcome; what was acknowledged is there, and nothing is there twice.</summary>
    /// <param name="rows">What is there.</param>
    /// <param name="isExpected">Errors that are no fault; none by default.</param>
    public void Judge(IReadOnlyDictionary<(int Worker, int Number), int> rows, Func<Exception, bool>? isExpected = null)
    {
        var errors = _errors.Where(error => isExpected?.Invoke(error) != true).ToArray();
        Assert.True(errors.Length == 0, $"{errors.Length} errors; the first: {errors.FirstOrDefault()}");
        Assert.Equal((0, 0), (Lost(rows), Doubled(rows)));
    }

    private int Lost(IReadOnlyDictionary<(int Worker, int Number), int> rows) => _acknowledged.Keys.Count(write => !rows.ContainsKey(write));

    private static int Doubled(IReadOnlyDictionary<(int Worker, int Number), int> rows) => rows.Values.Count(count => count > 1);

    // A library may wrap the exception in one of its own.
    private static bool IsUnknown(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is RoutingDbException { Outcome: StatementOutcome.Unknown } || error.Data["RoutingData.Outcome"] is StatementOutcome.Unknown) return true;
        }

        return false;
    }
}
