using RoutingData.LibraryTests.Failovers;

namespace RoutingData.LibraryTests.Scheduling;

/// <summary>What the jobs of all nodes did.</summary>
internal sealed class Fires
{
    private readonly Lock _lock = new();
    private int _count;
    private (int Goal, TaskCompletionSource Reached) _wanted = (int.MaxValue, new TaskCompletionSource());

    public Ledger Ledger { get; } = new();

    public void Count()
    {
        lock (_lock)
        {
            if (++_count >= _wanted.Goal) _wanted.Reached.TrySetResult();
        }
    }

    /// <summary>Ends after so many more fires.</summary>
    public Task MoreAsync(int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _wanted = (_count + count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return _wanted.Reached.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        }
    }
}
