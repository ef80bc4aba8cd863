namespace RoutingData.Testing.Simulation;

/// <summary>Synchronous calls: on a thread pool of one thread no thread is left to bring what they wait for.</summary>
internal static class Blocking
{
    private static bool IsPossible
    {
        get
        {
            ThreadPool.GetMaxThreads(out var threads, out _);
            return threads > 1;
        }
    }

    /// <summary>Waits for a task on this thread.</summary>
    /// <exception cref="InvalidOperationException">It would wait for ever.</exception>
    public static T Wait<T>(Task<T> task)
    {
        Wait((Task)task);
        return task.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Wait{T}"/>
    public static void Wait(Task task)
    {
        if (!task.IsCompleted && !IsPossible)
            throw new InvalidOperationException("A synchronous call of the simulated driver would wait for ever on a thread pool of one thread.");
        task.GetAwaiter().GetResult();
    }

    /// <summary>Waits for a task on this thread where that is possible; elsewhere it goes on by itself.</summary>
    public static void WaitIfPossible(Task task)
    {
        if (IsPossible) task.GetAwaiter().GetResult();
    }
}
