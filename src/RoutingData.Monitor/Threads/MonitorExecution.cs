namespace RoutingData.Monitor.Threads;

/// <summary>
/// Where the monitor's work runs. Under the system's clock on threads of its own, for synchronous callers may block every thread of the pool
/// while they wait for exactly that work; under any other clock, which does not wait for threads, on the pool.
/// </summary>
internal abstract class MonitorExecution
{
    /// <summary>The clock whose timers the monitor's work waits for.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>How many threads of its own there are now; those of <see cref="RunApart"/> not counted.</summary>
    public abstract int Threads { get; }

    /// <summary>Returns the execution that goes with a clock.</summary>
    public static MonitorExecution For(TimeProvider timeProvider) =>
        timeProvider == TimeProvider.System ? new OwnThreads() : new PoolExecution(timeProvider);

    /// <summary>Runs a task of the monitor. It must block nowhere, and awaits with <c>ConfigureAwait(true)</c>, so that it comes back
    /// here.</summary>
    public abstract Task Run(Func<Task> work);

    /// <summary>Runs a call of the driver, which may block before its first await, or altogether.</summary>
    /// <param name="call">Gets whether to await; if not, its task has ended when it returns.</param>
    public abstract Task<T> Call<T>(Func<bool, Task<T>> call);

    /// <summary>Returns a signal for the monitor's own tasks, that does not run them where it is given. It suits <c>WhenAny</c> and <c>WaitAsync</c>, which
    /// go by way of the pool for a source that runs continuations asynchronously.</summary>
    public virtual TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Runs code that may block as long as it likes, and disturbs nothing of the monitor's.</summary>
    public abstract void RunApart(Action work);

    /// <summary>Cancels; what that sets going runs elsewhere.</summary>
    public abstract void Cancel(CancellationTokenSource source);

    /// <summary>Keeps no thread waiting: only what disposes of connections is still to come.</summary>
    public abstract void End();
}
