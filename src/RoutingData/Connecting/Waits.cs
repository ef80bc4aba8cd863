using System.Collections.Concurrent;

namespace RoutingData.Connecting;

/// <summary>What waits for a connection now, whatever plan it began under: how many statements wait for a server, and which executions
/// <c>Cancel()</c> must find. A statement that does not wait is not in it, and pays nothing.</summary>
internal sealed class Waits
{
    private readonly ConcurrentDictionary<IExecution, CancellationTokenSource> _waiting = new(ReferenceEqualityComparer.Instance);
    private int _statements;

    /// <summary>How many statements wait for a server.</summary>
    public int Statements => Volatile.Read(ref _statements);

    /// <summary>Notes that a statement begins to wait for a server.</summary>
    /// <returns>How many wait now.</returns>
    public int BeginStatement() => Interlocked.Increment(ref _statements);

    /// <summary>Ends the wait of an execution.</summary>
    public void EndStatement() => Interlocked.Decrement(ref _statements);

    public void Begin(IExecution execution, CancellationTokenSource wait)
    {
        _waiting[execution] = wait;
        // In this order: a thread that cancels now either finds it, or is seen here.
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
