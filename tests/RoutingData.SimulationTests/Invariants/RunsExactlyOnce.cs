using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;
using RoutingData.Testing.Simulation;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>Each write is on the final writer once, with the result that its caller was told, and no caller was told that he does not know: but for what the servers
/// lost after they had acknowledged it.</summary>
internal static class RunsExactlyOnce
{
    public static IEnumerable<string> Violations(MarkedHistory history)
    {
        var survived = history.Survived.SelectMany(transaction => MarkedHistory.Written(transaction).Select(row => (row.Number, row.Key)))
            .ToLookup(row => row.Number, row => row.Key);
        var committed = Numbers(history, SimulatedEventKind.Committed);
        var discarded = Numbers(history, SimulatedEventKind.Discarded);

        foreach (var call in history.Calls)
        {
            if (call.Error is RoutingDbException { Outcome: StatementOutcome.Unknown }) yield return $"unknown: {call}";
            else if (call.Error is not null && !call.InTransaction && !IsRefusal(call.Error)) yield return $"error: {call}";

            foreach (var number in call.Numbers)
            {
                var keys = survived[number].ToArray();
                if (keys.Length > 1) yield return $"{number} is there {keys.Length} times: {call}";
                if (call.Error is not null && keys.Length > 0) yield return $"{number} is there in spite of {call}";
                if (call.Error is null && !committed.Contains(number)) yield return $"{number} was acknowledged and committed nowhere: {call}";
                if (call.Error is null && keys.Length == 0 && !discarded.Contains(number)) yield return $"{number} is lost: {call}";
                if (call is { Error: null, Key: { } key } && keys.Length == 1 && keys[0] != key) yield return $"its key was said to be {key} and is {keys[0]}: {call}";
            }

            if (call.Error is null && call.Affected != call.Numbers.Count) yield return $"{call.Affected} rows were said to be changed: {call}";
        }

        foreach (var transaction in history.Survived)
        {
            if (MarkedHistory.Written(transaction).Any() && !MarkedHistory.IsMarked(transaction)) yield return "a transaction has no marker in it";
        }
    }

    // A server refused it as read-only and was writable again before a probe could confirm that: its word comes out, and says that nothing ran.
    private static bool IsRefusal(Exception error) =>
        error is SimulatedDbException { Number: 1290 } && error.Data["RoutingData.Outcome"] is nameof(StatementOutcome.NotExecuted);

    private static HashSet<int> Numbers(MarkedHistory history, SimulatedEventKind kind) =>
    [
        .. history.Events.Where(happened => happened.Kind == kind && happened.Transaction is not null)
            .SelectMany(happened => MarkedHistory.Written(happened.Transaction!)).Select(row => row.Number),
    ];
}
