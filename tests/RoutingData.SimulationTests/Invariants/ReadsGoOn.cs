using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A read outside transactions fails only when its time is over, or when it was sent and lost as often as it may be repeated
/// (D50).</summary>
internal static class ReadsGoOn
{
    // Failover:QueryRetriesOnFailure is 1.
    private const int MostTimes = 2;

    // Timers count whole milliseconds.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(2);

    public static IEnumerable<string> Violations(RunHistory history) => history.Calls
        .Where(call => call is { Kind: CallKind.Read, Error: { } error } && !IsExcused(error)
            && call.EndedAt - call.BeganAt + Rounding < history.WaitForServer && TimesSent(history, call) < MostTimes)
        .Select(call => $"{call}");

    // The session's state was not the read's to lose, and a server that is full may be the only one left.
    private static bool IsExcused(Exception error) =>
        error is RoutingDbException { SessionStateLost: true } or SimulatedDbException { Number: 1040 };

    private static int TimesSent(RunHistory history, Call call) => history.Events
        .Take(call.EventsBefore..call.EventsAfter)
        .Count(happened => happened.Kind == SimulatedEventKind.Sent && happened.Text == SessionLoad.ReadOf(call.Session));
}
