using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A read outside transactions fails only when its time is over, or when it was sent and lost as often as it may be repeated
/// (D50).</summary>
internal static class ReadsGoOn
{
    // Timers count whole milliseconds.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(2);

    public static IEnumerable<string> Violations(RunHistory history) => history.Calls
        .Where(call => call is { Kind: CallKind.Read, Error: not (null or RoutingDbException { SessionStateLost: true }) }
            && call.EndedAt - call.BeganAt + Rounding < history.WaitForServer && TimesLost(history, call) < 2)
        .Select(call => $"{call}");

    private static int TimesLost(RunHistory history, Call call)
    {
        var sent = new HashSet<int>();
        var lost = 0;
        for (var i = call.EventsBefore; i < call.EventsAfter; i++)
        {
            var happened = history.Events[i];
            if (happened.Kind == SimulatedEventKind.Sent && happened.Text == SessionLoad.Read) sent.Add(happened.Connection);
            if (happened.Kind == SimulatedEventKind.Lost && sent.Contains(happened.Connection)) lost++;
        }

        return lost;
    }
}
