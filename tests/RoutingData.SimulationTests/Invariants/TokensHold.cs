using RoutingData.SimulationTests.Schedules;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A read shows all that its token speaks of and the writer has; and what a failover has lost of it is told, and nothing else.</summary>
internal static class TokensHold
{
    public static IEnumerable<string> Violations(TokenHistory history)
    {
        foreach (var step in history.Steps)
        {
            int[] lacking = [.. step.Carried.Where(number => step.There.Contains(number) && !step.Shown.Contains(number) && !history.Discarded.Contains(number) &&
                !history.Renumbered.Contains(number)).Order()];
            if (lacking.Length > 0) yield return $"a read shows what its token says: {step} lacks {string.Join(',', lacking)}";
        }

        var hasLost = history.Discarded.Count > 0 || history.Committed.Any(number => !history.Survived.Contains(number));
        foreach (var end in history.Ends)
        {
            int[] lost = [.. end.Acknowledged.Where(number => !history.Survived.Contains(number) && !history.Renumbered.Contains(number)).Order()];
            if (lost.Length > 0 && !end.Lost) yield return $"what is lost is told: session {end.Session} in process {end.Process} was not told of {string.Join(',', lost)}";
            if (end.Lost && !hasLost) yield return $"nothing is called lost that is there: session {end.Session} in process {end.Process} was told so";
        }
    }
}
