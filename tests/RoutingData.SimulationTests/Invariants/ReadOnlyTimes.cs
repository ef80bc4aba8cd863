using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>When servers were read-only, by what was done to them.</summary>
internal static class ReadOnlyTimes
{
    /// <summary>Whether a server was, at an event.</summary>
    public static bool WasReadOnly(RunHistory history, string server, int anEvent) =>
        ChangesBefore(history, server, anEvent).Select(i => Change(history.Events[i])).FirstOrDefault() ?? server != "db001";

    /// <summary>Whether it was at any time between two events.</summary>
    public static bool WasReadOnly(RunHistory history, string server, int from, int to) =>
        WasReadOnly(history, server, from) ||
        ChangesBefore(history, server, to).TakeWhile(i => i > from).Any(i => Change(history.Events[i]) == true);

    /// <summary>The event that made a server writable which it still was at another; null when it was not, or has been from the
    /// beginning.</summary>
    public static int? WritableSince(RunHistory history, string server, int anEvent) =>
        ChangesBefore(history, server, anEvent).TakeWhile(i => Change(history.Events[i]) == false).Cast<int?>().LastOrDefault();

    /// <summary>Whether it had been writable at any time before an event.</summary>
    public static bool WasWritable(RunHistory history, string server, int anEvent) =>
        server == "db001" || ChangesBefore(history, server, anEvent).Any(i => Change(history.Events[i]) == false);

    // The latest first.
    private static IEnumerable<int> ChangesBefore(RunHistory history, string server, int anEvent)
    {
        for (var i = anEvent; i >= 0; i--)
        {
            if (history.Events[i].Server == server && Change(history.Events[i]) is not null) yield return i;
        }
    }

    // Whether a server is read-only from this event on; null for what does not change it.
    private static bool? Change(SimulatedEvent happened) => happened.Kind != SimulatedEventKind.Fault ? null : happened.Text switch
    {
        "read-only" or "started" => true,
        "writable" or "started writable" or "promoted" => false,
        var text when text.StartsWith("replica of", StringComparison.Ordinal) => true,
        _ => null,
    };
}
