using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>Of a transaction that nothing can have committed the outcome is known: Unknown is for the statement that was to commit it.</summary>
internal static class NoNeedlessDoubt
{
    public static IEnumerable<string> Violations(RunHistory history) => history.Calls
        .Where(call => call is { Kind: CallKind.Transaction, Outcome: StatementOutcome.Unknown })
        .Where(call => !Sent(history, call).Any(text => text == "COMMIT" || (text.StartsWith("SET AUTOCOMMIT = 1", StringComparison.Ordinal) && CalledCode(history, call))))
        .Select(call => $"no COMMIT had been sent: {call}");

    private static IEnumerable<string> Sent(RunHistory history, Call call) => history.EventsOf(call)
        .Where(happened => happened is { Kind: SimulatedEventKind.Sent, IsUnpooled: false } && happened.Caller == call.Session)
        .Select(happened => happened.Text);

    // Whether code that is not known has run on the session's connection. It may have turned autocommit off, and turning that on commits.
    private static bool CalledCode(RunHistory history, Call call) => history.Calls
        .Where(earlier => earlier.Session == call.Session)
        .TakeWhile(earlier => earlier != call).Reverse()
        .TakeWhile(earlier => earlier.Kind != CallKind.Open)
        .Any(earlier => earlier.Kind is CallKind.Code or CallKind.PreparedText);
}
