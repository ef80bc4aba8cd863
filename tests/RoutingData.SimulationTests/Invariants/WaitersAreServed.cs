using RoutingData.SimulationTests.Schedules;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>Nobody is told that there is no server while there has been a writer that is well for a while (D37, D39).</summary>
internal static class WaitersAreServed
{
    private static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Unharmed = TimeSpan.FromSeconds(4);

    public static IEnumerable<string> Violations(RunHistory history)
    {
        foreach (var call in history.Calls)
        {
            if (call.Error is not RoutingDbException error || !error.Message.StartsWith("No server", StringComparison.Ordinal)) continue;
            var since = history.Beliefs.LastOrDefault(belief => belief.At < call.EndedAt - AWhile);
            if (since?.Writer is not { } writer) continue;
            var meanwhile = history.Beliefs.Where(belief => belief.At >= since.At && belief.EventsBefore <= call.EventsAfter);
            if (meanwhile.Any(belief => belief.Writer != writer)) continue;
            if (IsFenced(history, writer, since, call)) continue;
            if (!Harm.WasDone(history, writer, since.At - Unharmed, call.EventsAfter)) yield return $"{writer} was the writer: {call}";
        }
    }

    // The application's promotion fence has not let it through, or only just now.
    private static bool IsFenced(RunHistory history, string writer, Belief since, Call call)
    {
        var fences = history.Fences.Where(fence =>
            fence.Writer == writer && fence.EventsBefore >= since.EventsBefore - 1 && fence.EventsBefore <= call.EventsAfter).ToArray();
        return fences.Length > 0 && !fences.Any(fence =>
            fence.LiftedAt is { } lifted && lifted < history.Events.Count && history.Events[lifted].At < call.EndedAt - AWhile);
    }
}
