using System.Diagnostics;

namespace RoutingData.Monitor.Threads;

/// <summary>
/// The trace of what the library asks the servers by itself, at any hour. It is not sampled, and neither is what a driver adds to it, unless a
/// sampler asks for all there is: without a parent each probe would be a trace of its own.
/// </summary>
internal static class UnsampledTrace
{
    /// <summary>Begins it on this thread or in this asynchronous flow, until that ends.</summary>
    public static void Begin()
    {
        Activity.Current = null;
        new Activity("RoutingData").SetIdFormat(ActivityIdFormat.W3C).Start();
    }
}
