using RoutingData.Monitor;
using RoutingData.SimulationTests.Schedules;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A writer that nothing has happened to keeps its role, whoever else becomes writable (D27, D36).</summary>
internal static class WriterStays
{
    // It may be elected by what it said before something happened to it.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(4);

    public static IEnumerable<string> Violations(RunHistory history)
    {
        Belief? last = null;
        foreach (var belief in history.Beliefs.Where(belief => belief.Change.Kind == TopologyEventKind.WriterElected))
        {
            if (last is not null && last.Writer != belief.Writer && history.Servers.Contains(last.Writer) &&
                !Harm.WasDone(history, last.Writer!, last.At - Before, belief.EventsBefore))
            {
                yield return $"nothing had happened to {last.Writer}, and {belief.Change.Reason}";
            }

            last = belief;
        }
    }
}
