using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A server that is writable beside the writer.</summary>
internal static class SecondWriter
{
    // The last probe's answer has to arrive.
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(5);

    /// <summary>Whether at an event the router must know of it: both have been well and were probed since it became writable.</summary>
    /// <param name="history">The run.</param>
    /// <param name="server">The second one.</param>
    /// <param name="since">The event that made it writable.</param>
    /// <param name="anEvent">The event.</param>
    public static bool IsKnown(RunHistory history, string server, int since, int anEvent)
    {
        var begun = history.Events[since].At;
        if (history.WriterAt(since) is not { } writer || writer == server || history.Beliefs.Any(IsChange)) return false;
        if (Harm.WasDone(history, writer, begun - TimeSpan.FromSeconds(1), anEvent)) return false;
        if (Harm.WasDone(history, server, begun, anEvent)) return false;
        var seen = ProbeOf(server, since);
        // The first one after that may have set out before it.
        return seen < anEvent && ProbeOf(writer, ProbeOf(writer, seen)) is var confirmed && confirmed < anEvent
            && history.Events[confirmed].At + Answer < history.Events[anEvent].At;

        bool IsChange(Belief belief) => belief.EventsBefore > since && belief.EventsBefore <= anEvent && belief.Writer != writer;

        int ProbeOf(string name, int after)
        {
            while (++after < anEvent && !(history.Events[after] is { Kind: SimulatedEventKind.Executed, IsUnpooled: true } probe &&
                probe.Server == name && !MonitorTexts.IsForPosition(probe)))
            {
            }

            return after;
        }
    }
}
