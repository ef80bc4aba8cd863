namespace RoutingData.Testing.Simulation;

/// <summary>
/// One run of work on a simulated clock: a work item of the thread pool that comes back after all others have run, and then fires the
/// clock's next timer. In a pool of one thread everything therefore happens one after the other.
/// </summary>
internal sealed class SimulationRun(SimulatedClock clock, Func<Task> work)
{
    // Whether the thread pool is idle concerns the whole process: two runs at a time would wait for each other.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    private static readonly Action<SimulationRun> Beginning = static run => run.Begin();
    private static readonly Action<SimulationRun> Next = static run => run.Step();

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ThreadPoolWatch _pool = new();
    private Task _work = Task.CompletedTask;

    public async Task RunAsync()
    {
        await OneAtATime.WaitAsync().ConfigureAwait(false);
        try
        {
            ThreadPool.UnsafeQueueUserWorkItem(Beginning, this, preferLocal: false);
            await _ended.Task.ConfigureAwait(false);
        }
        finally
        {
            OneAtATime.Release();
        }

        await _work.ConfigureAwait(false);
    }

    private void Begin()
    {
        try
        {
            _work = work();
        }
        catch (Exception exception)
        {
            _work = Task.FromException(exception);
        }

        ThreadPool.UnsafeQueueUserWorkItem(Next, this, preferLocal: false);
    }

    private void Step()
    {
        try
        {
            // What is queued runs before the clock moves; on this very thread if there is no other.
            while (!_work.IsCompleted && ThreadPool.PendingWorkItemCount == 0)
            {
                if (_pool.IsIdle() && !clock.TryFire() && !_work.IsCompleted)
                    throw new InvalidOperationException("The simulated work waits for something that will never happen: no timer is set.");
            }

            if (_work.IsCompleted) _ended.SetResult();
            else ThreadPool.UnsafeQueueUserWorkItem(Next, this, preferLocal: false);
        }
        catch (Exception exception)
        {
            // A timer's callback threw, or nothing is left to wait for: the work will not end.
            _ended.SetException(exception);
        }
    }
}
