using RoutingData.Monitor;
using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A writer is given up when it was read-only, or when as many probes in a row have failed as it takes: not knowing is no demotion
/// (D36). One that refuses the monitor may be replaced by a server that answers.</summary>
internal static class LostForAReason
{
    // What a probe says may be as old as it may take.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1);

    public static IEnumerable<string> Violations(RunHistory history) => history.Beliefs
        .Where(belief => belief.Change.Kind switch
        {
            TopologyEventKind.WriterDemoted => !WasReadOnly(history, belief) && !RefusesTheMonitor(history, belief) && !WasOutsideItsGroup(history, belief),
            TopologyEventKind.WriterLost => belief.Failures < history.Monitor.ReadOnlyMaxTimeoutCount,
            _ => false,
        })
        .Select(belief => $"{belief.Change.Reason} after {belief.Failures} failures, and it was not read-only");

    private static bool RefusesTheMonitor(RunHistory history, Belief belief) => history.Beliefs.Any(other => other.At == belief.At &&
        other.Change.Kind == TopologyEventKind.WriterElected && other.Server != belief.Server) && LastAnswer(history, belief) is
        { Kind: SimulatedEventKind.Refused } refused && refused.Text.EndsWith(" at login", StringComparison.Ordinal);

    // What comes over a connection that the monitor has given up meanwhile is not heard, and a position says nothing of a role.
    private static SimulatedEvent? LastAnswer(RunHistory history, Belief belief)
    {
        var events = history.Events.Take(belief.EventsBefore).Where(happened => happened.IsUnpooled && happened.Server == belief.Server).ToArray();
        var closed = events.Where(happened => happened.Kind == SimulatedEventKind.Closed).Select(happened => happened.Connection).ToHashSet();
        return events.LastOrDefault(happened => happened.Kind == SimulatedEventKind.Refused ||
            (happened.Kind == SimulatedEventKind.Executed && !closed.Contains(happened.Connection) && !MonitorTexts.IsForPosition(happened)));
    }

    private static bool WasOutsideItsGroup(RunHistory history, Belief belief) => history.AsksForGroupAt(belief.EventsBefore) &&
        history.PictureAt(belief.EventsBefore - 1) is { } picture &&
        // The group still has a server for its member for six seconds that came back as a group of its own.
        ((picture.View is not null && (!picture.Members.Contains(belief.Server) || picture.Strays.Contains(belief.Server))) || picture.Ill.Contains(belief.Server));

    private static bool WasReadOnly(RunHistory history, Belief belief)
    {
        var from = history.Events.TakeWhile(happened => happened.At < belief.At - Before).Count();
        return ReadOnlyTimes.WasReadOnly(history, belief.Server, from, belief.EventsBefore);
    }
}
