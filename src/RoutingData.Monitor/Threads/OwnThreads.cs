namespace RoutingData.Monitor.Threads;

/// <summary>
/// One thread for all that decides and waits, a few for the driver's calls, which are synchronous here, and one for others' code while there
/// is any to run. None of them is the pool's, so that detection, election and the end of what hangs do not wait for the callers.
/// </summary>
internal sealed class OwnThreads : MonitorExecution
{
    private readonly MonitorThread _thread = new();
    private readonly CallThreads _calls;

    public OwnThreads()
    {
        Time = new MonitorClock(_thread);
        _calls = new CallThreads(Time);
    }

    public override TimeProvider Time { get; }

    public override int Threads => _calls.Count + (_thread.IsRunning ? 1 : 0);

    public override Task Run(Func<Task> work)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _thread).Unwrap();
        }
    }

    public override Task<T> Call<T>(Func<bool, Task<T>> call)
    {
        // As in NewSignal.
        var ended = new TaskCompletionSource<T>();
        _calls.Run(() => ended.SetFromTask(Completed(call)));
        return ended.Task;
    }

    // Who waits for it asks for the monitor's thread by himself.
    public override TaskCompletionSource NewSignal() => new();

    public override void RunApart(Action work) =>
        new Thread(() => work()) { IsBackground = true, Name = "RoutingData events" }.UnsafeStart();

    // Only the monitor's own tasks wait for it: the driver's synchronous calls take no token.
    public override void Cancel(CancellationTokenSource source) => source.Cancel();

    public override void End() => _calls.End();

    private static Task<T> Completed<T>(Func<bool, Task<T>> call)
    {
        try
        {
            return call(false);
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }
}
