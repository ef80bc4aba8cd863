using System.Collections.Concurrent;

namespace RoutingData.Failover;

/// <summary>The executions of a data source that wait now, so that <c>Cancel()</c> finds them. Who does not wait is not in it, and pays
/// nothing.</summary>
internal sealed class Waits
{
    private readonly ConcurrentDictionary<IExecution, CancellationTokenSource> _waiting = new(ReferenceEqualityComparer.Instance);

    public void Begin(IExecution execution, CancellationTokenSource wait)
    {
        _waiting[execution] = wait;
        // In this order: whoever cancels now either finds it, or is seen here.
        if (execution.IsCancelled) wait.Cancel();
    }

    public void End(IExecution execution) => _waiting.TryRemove(execution, out _);

    /// <summary>Ends the wait of an execution, if it waits.</summary>
    public void Cancel(IExecution execution)
    {
        if (!_waiting.TryGetValue(execution, out var wait)) return;
        try
        {
            wait.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It waits no more.
        }
    }
}
