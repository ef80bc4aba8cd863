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
            if (call.Outcome == StatementOutcome.Unknown)
            {
                if (!WasSent(history, call)) yield return $"nothing had been sent: {call}";
            }
            else if (SaysNothingIsThere(call))
            {
                var there = call.Numbers.Where(committed.Contains).ToArray();
                if (there.Length > 0) yield return $"{string.Join(',', there)} was committed in spite of {call}";
            }
        }
    }

    // Where a part may be committed before the end, an error that says nothing of the rest says nothing of that part.
    private static bool SaysNothingIsThere(Call call) => !call.MayCommitInParts || Claim.IsHarmless(call.Error);

    private static bool WasSent(RunHistory history, Call call) => history.EventsOf(call).Any(happened =>
        happened is { Kind: SimulatedEventKind.Sent, IsUnpooled: false } && happened.Caller == call.Session && IsPartOf(call, happened.Text));

    private static bool IsPartOf(Call call, string text) => call.MayCommitInParts || text is "COMMIT" ||
        call.Numbers.Any(number => text.Contains($"({number})", StringComparison.Ordinal));
}
