using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A read outside transactions fails only when its time is over, when it was sent and lost as often as it may be repeated (D50),
/// or when a full server has used up its connects.</summary>
internal static class ReadsGoOn
{
    // With less than this left nothing is begun anew.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

    public static IEnumerable<string> Violations(RunHistory history) => history.Calls
        .Where(call => call is { Kind: CallKind.Read, HasReader: false, Error: { } error } && !IsExcused(history, error)
            && call.EndedAt - call.BeganAt + Moment < history.WaitForServer
            && TimesSent(history, call) <= history.Failover.QueryRetriesOnFailure && !HasUsedUpItsConnects(history, call))
        .Select(call => $"{call}");

    // A server that is full, or refuses the login, may be the only one left; and what its driver holds on to cannot run elsewhere.
    private static bool IsExcused(RunHistory history, Exception error) =>
        error is SimulatedDbException { Number: 1040 or 1045 } || (!history.HasSocketCut && error.InnerException is OperationCanceledException);

    private static int TimesSent(RunHistory history, Call call) => history.EventsOf(call)
        .Count(happened => happened.Kind == SimulatedEventKind.Sent && happened.Text == SessionLoad.ReadOf(call.Session));

    // A full server refused it until its last try, which was lost while its connection was being proven.
    private static bool HasUsedUpItsConnects(RunHistory history, Call call)
    {
        var lost = history.EventsOf(call).Where(happened => happened is { Kind: SimulatedEventKind.Lost, IsUnpooled: false }).ToArray();
        return lost is [.., var last] && last.At == call.EndedAt && ConnectionProof.WasLast(history, call, last.Connection)
            && lost.Count(happened => happened.Text == "Too many connections") > history.Failover.ConnectRetriesOnFailure;
    }
}
