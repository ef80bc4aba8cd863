using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>What a server does not go through unharmed.</summary>
internal static class Harm
{
    // What keeps it from neither answering nor writing.
    private static readonly string[] Harmless =
    [
        "writable", "reachable", "goes on", "promoted", "next re", "statements take", "replicates", "replication", "takes 2147483647",
        "refuses writes", "accepts writes",
    ];

    public static bool IsDoneBy(SimulatedEvent happened) => happened.Kind == SimulatedEventKind.Fault &&
        !Harmless.Any(text => happened.Text.StartsWith(text, StringComparison.Ordinal));

    /// <summary>Whether any was done to a server after a time and before an event.</summary>
    public static bool WasDone(RunHistory history, string server, TimeSpan since, int to) =>
        history.Events.Take(to).Any(happened => happened.Server == server && happened.At > since && IsDoneBy(happened));
}
