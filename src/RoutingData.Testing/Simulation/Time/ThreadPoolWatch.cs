using System.Diagnostics;

namespace RoutingData.Testing.Simulation;

/// <summary>Whether the thread pool has anything to do beside the one who asks, on one of its threads.</summary>
internal sealed class ThreadPoolWatch
{
    // A thread that got nothing done for so long, and is not about to run, waits for something outside the simulation.
    private static readonly TimeSpan Blocked = TimeSpan.FromMilliseconds(20);

    // Longer than a busy machine keeps a thread from running: what runs still has nothing to do with the simulation.
    private static readonly TimeSpan Foreign = TimeSpan.FromSeconds(2);

    private long _done = -1;
    private long _since;

    public bool IsIdle()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        if (ThreadPool.PendingWorkItemCount > 0) return false;
        if (most - free <= 1) return true;

        Thread.Yield();
        var done = ThreadPool.CompletedWorkItemCount;
        if (done == _done) return Stopwatch.GetElapsedTime(_since) is var still && still > Blocked && (still > Foreign || !DoesAnotherRun());
        (_done, _since) = (done, Stopwatch.GetTimestamp());
        return false;
    }

    // Or would, if it were given a processor.
    private static bool DoesAnotherRun()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Cast<ProcessThread>().Count(thread => thread.ThreadState == System.Diagnostics.ThreadState.Running) > 1;
    }
}
