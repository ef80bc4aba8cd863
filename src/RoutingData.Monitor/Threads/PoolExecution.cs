namespace RoutingData.Monitor.Threads;

/// <summary>The thread pool, and drivers' asynchronous calls: for a clock that is moved by hand or by a simulation.</summary>
internal sealed class PoolExecution(TimeProvider timeProvider) : MonitorExecution
{
    public override TimeProvider Time => timeProvider;

    public override int Threads => 0;

    // Without the caller's execution context: the monitor outlives the request that happened to start it.
    public override Task Run(Func<Task> work)
    {
        using (ExecutionContext.SuppressFlow()) return Task.Run(work);
    }

    public override Task<T> Call<T>(Func<bool, Task<T>> call) => Task.Run(() =>
    {
        UnsampledTrace.Begin();
        return call(true);
    });

    public override void RunApart(Action work) =>
        ThreadPool.UnsafeQueueUserWorkItem(static work => work(), work, preferLocal: false);

    // Not in line: a driver's own callback may talk to the server before it comes back.
    public override void Cancel(CancellationTokenSource source) => _ = source.CancelAsync();

    public override void End()
    {
    }
}
