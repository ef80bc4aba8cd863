using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>What was acknowledged was committed, and is on the final writer unless the servers themselves lost it: a server was promoted that
/// did not have it.</summary>
internal static class NothingLost
{
    public static IEnumerable<string> Violations(RunHistory history)
    {
        var committed = Writes.Commits(history)
            .SelectMany(write => Writes.Numbers(write.Commit.Transaction!).Select(number => (number, write.Commit.Transaction!)))
            .DistinctBy(write => write.number).ToDictionary(write => write.number, write => write.Item2);
        var survived = history.Survived.ToHashSet(ReferenceEqualityComparer.Instance);
        var lostByServers = history.Events.Where(happened => happened.Kind == SimulatedEventKind.Discarded)
            .Select(happened => happened.Transaction).ToHashSet(ReferenceEqualityComparer.Instance);

        foreach (var call in history.Calls.Where(call => call.Succeeded))
        {
            foreach (var number in call.Numbers)
            {
                if (!committed.TryGetValue(number, out var transaction)) yield return $"{number} was acknowledged and committed nowhere ({call})";
                else if (!survived.Contains(transaction) && !lostByServers.Contains(transaction)) yield return $"{number} is gone ({call})";
            }
        }
    }
}
