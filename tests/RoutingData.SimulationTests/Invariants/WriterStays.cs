using RoutingData.Monitor;
using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A writer that nothing has happened to keeps its role, whoever else becomes writable (D27, D36).</summary>
internal static class WriterStays
{
    // What a writer does not lose its role by.
    private static readonly string[] Harmless =
        ["writable", "reachable", "goes on", "promoted", "next re", "statements take", "replicates", "replication", "takes 2147483647"];

    // It may be elected by what it said before something happened to it.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(4);

    public static IEnumerable<string> Violations(RunHistory history)
    {
        Belief? last = null;
        foreach (var belief in history.Beliefs.Where(belief => belief.Change.Kind == TopologyEventKind.WriterElected))
        {
            if (last is not null && last.Writer != belief.Writer && !WasHarmed(history, last.Writer!, last.At - Before, belief.EventsBefore))
                yield return $"nothing had happened to {last.Writer}, and {belief.Change.Reason}";
            last = belief;
        }
    }

    private static bool WasHarmed(RunHistory history, string server, TimeSpan since, int to) => history.Events.Take(to).Any(happened =>
        happened.Kind == SimulatedEventKind.Fault && happened.Server == server && happened.At > since &&
        !Harmless.Any(text => happened.Text.StartsWith(text, StringComparison.Ordinal)));
}
