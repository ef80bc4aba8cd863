using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A read outside transactions fails only when its time is over, or when it was sent and lost as often as it may be repeated (D50). A
/// full server is waited for like any other.</summary>
internal static class ReadsGoOn
{
    // With less than this left nothing is begun anew.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

    public static IEnumerable<string> Violations(RunHistory history) => history.Calls
        .Where(call => call is { Kind: CallKind.Read, HasReader: false, Error: { } error } && !IsExcused(history, error)
            && call.EndedAt - call.BeganAt + Moment < history.WaitForServer
            && TimesSent(history, call) <= history.Failover.QueryRetriesOnFailure)
        .Select(call => $"{call}");

    // A server that refuses the login may be the only one left; and what its driver holds on to cannot run elsewhere.
    private static bool IsExcused(RunHistory history, Exception error) =>
        error is SimulatedDbException { Number: 1045 } || (!history.HasSocketCut && error.InnerException is OperationCanceledException);

    private static int TimesSent(RunHistory history, Call call) => history.EventsOf(call)
        .Count(happened => happened.Kind == SimulatedEventKind.Sent && happened.Text == SessionLoad.ReadOf(call.Session));
}
