using RoutingData.Monitor;
using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A server that can serve is not taken away: what stands between new clients and a server, or between the monitor and it, proves
/// nothing of it, and its role stays.</summary>
internal static class ServersStay
{
    // A server is given up after as many failed probes as it takes, each with its deadline.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(5);

    public static IEnumerable<string> Violations(RunHistory history) => history.Beliefs
        .Where(belief => belief.Change.Kind is TopologyEventKind.WriterLost or TopologyEventKind.WriterDemoted or TopologyEventKind.Shunned)
        .Where(belief => history.Servers.Contains(belief.Server))
        .Where(belief => HasAnswered(history, belief))
        .Where(belief => !Harm.WasTouched(history, belief.Server, belief.At - Before, belief.EventsBefore))
        .Select(belief => $"nothing had happened to {belief.Server}: {belief.Change.Reason}");

    // What the monitor has never reached, or not since a reload brought it back, has nothing that could be taken from it.
    private static bool HasAnswered(RunHistory history, Belief belief) =>
        history.Events.Take(KnownSince(history, belief)..belief.EventsBefore)
            .Any(happened => happened is { Kind: SimulatedEventKind.Executed, IsUnpooled: true } && !MonitorTexts.IsForPosition(happened) && happened.Server == belief.Server);

    private static int KnownSince(RunHistory history, Belief belief) => history.Reloads
        .Zip(history.Reloads.Skip(1))
        .LastOrDefault(pair => pair.First.Without == belief.Server && pair.Second.EventsBefore <= belief.EventsBefore)
        .Second?.EventsBefore ?? 0;
}
