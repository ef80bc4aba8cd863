using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>An error that does not say Unknown means that nothing is in the data, then and ever after; Unknown means that something was sent.</summary>
internal static class TrueOutcomes
{
    public static IEnumerable<string> Violations(RunHistory history)
    {
        var committed = Writes.Commits(history).SelectMany(write => Writes.Numbers(write.Commit.Transaction!)).ToHashSet();
        foreach (var call in history.Calls.Where(call => call.Error is not null && call.Numbers.Count > 0))
        {
            if (call.Outcome != StatementOutcome.Unknown)
            {
                var there = call.Numbers.Where(committed.Contains).ToArray();
                if (there.Length > 0) yield return $"{string.Join(',', there)} was committed in spite of {call}";
            }
            else if (!WasSent(history, call))
            {
                yield return $"nothing had been sent: {call}";
            }
        }
    }

    private static bool WasSent(RunHistory history, Call call)
    {
        for (var i = call.EventsBefore; i < call.EventsAfter; i++)
        {
            if (history.Events[i] is { Kind: SimulatedEventKind.Sent, IsUnpooled: false, Text: var text } &&
                (text is "COMMIT" or "BEGIN" || call.Numbers.Any(number => text.EndsWith($"({number})", StringComparison.Ordinal))))
            {
                return true;
            }
        }

        return false;
    }
}
