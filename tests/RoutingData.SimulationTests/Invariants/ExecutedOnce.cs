using RoutingData.SimulationTests.Schedules;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>No write is executed twice, whichever servers executed it (D07, D08).</summary>
internal static class ExecutedOnce
{
    public static IEnumerable<string> Violations(RunHistory history) => Writes.Commits(history)
        .SelectMany(write => Writes.Numbers(write.Commit.Transaction!).Select(number => (Number: number, write.Commit.Server)))
        .GroupBy(write => write.Number)
        .Where(writes => writes.Count() > 1)
        .Select(writes => $"{writes.Key} was executed on {string.Join(" and ", writes.Select(write => write.Server))}");
}
