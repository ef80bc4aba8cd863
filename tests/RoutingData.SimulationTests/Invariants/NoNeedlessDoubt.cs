using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>Of a transaction that nothing can have committed the outcome is known: Unknown is for the statement that was to commit it.</summary>
internal static class NoNeedlessDoubt
{
    public static IEnumerable<string> Violations(RunHistory history) => history.Calls
        .Where(call => call is { Kind: CallKind.Transaction, Outcome: StatementOutcome.Unknown })
        .Where(call => !history.EventsOf(call).Any(happened =>
            happened is { Kind: SimulatedEventKind.Sent, Text: "COMMIT" } && happened.Caller == call.Session))
        .Select(call => $"no COMMIT had been sent: {call}");
}
