using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>Established connections go on: none is ended from outside while its server is well, whether or not new ones can be made.</summary>
internal static class ConnectionsGoOn
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(5);

    public static IEnumerable<string> Violations(RunHistory history)
    {
        for (var i = 0; i < history.EventsOfRouter; i++)
        {
            if (history.Events[i] is not { Kind: SimulatedEventKind.Ended, IsUnpooled: false } ended) continue;
            if (!Harm.WasTouched(history, ended.Server, ended.At - Before, i) && !WasTakenOut(history, ended.Server, i) &&
                !WasProvenDuringReload(history, i) && !LostRace(history, i))
                yield return $"{ended}, and nothing had happened to {ended.Server}";
        }
    }

    private static bool WasTakenOut(RunHistory history, string server, int anEvent) =>
        history.Reloads.Any(reload => reload.EventsBefore <= anEvent && reload.Without == server);

    // Another reader has answered the read that runs here.
    private static bool LostRace(RunHistory history, int ended) => history.HasQuickReads &&
        history.Events.Take(ended).Last(happened => happened.Connection == history.Events[ended].Connection) is
            { Kind: SimulatedEventKind.Sent or SimulatedEventKind.Executed } last &&
        last.Text.StartsWith("SELECT", StringComparison.Ordinal);

    // A reload replaces the pools, and what is still being proven for one of them belongs to nobody yet.
    private static bool WasProvenDuringReload(RunHistory history, int ended) =>
        history.Reloads.Any(reload => reload.EventsBefore >= ended && history.Events[ended].At == history.Events[reload.EventsBefore - 1].At) &&
        history.Events.Take(ended).Last(happened => happened.Connection == history.Events[ended].Connection) is var last &&
        last.Kind is SimulatedEventKind.Sent or SimulatedEventKind.Executed && ConnectionProof.Is(last.Text);
}
