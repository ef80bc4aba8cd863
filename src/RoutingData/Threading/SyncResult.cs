using System.Diagnostics;

namespace RoutingData.Threading;

/// <summary>
/// What the paths written once for both worlds (<c>bool async</c>, as Npgsql and MySqlConnector do) give a synchronous caller: they
/// await nothing when <c>async</c> is false, so that their task has ended when they return it. No thread blocks here.
/// </summary>
internal static class SyncResult
{
    public static T Of<T>(ValueTask<T> completed)
    {
        Debug.Assert(completed.IsCompleted, "A synchronous path must not await.");
        return completed.GetAwaiter().GetResult();
    }

    public static void Of(ValueTask completed)
    {
        Debug.Assert(completed.IsCompleted, "A synchronous path must not await.");
        completed.GetAwaiter().GetResult();
    }
}
