using RoutingData.SimulationTests.Schedules;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A server that is known to be writable beside a writer that is well gets nothing, not even reads (D27).</summary>
internal static class SecondWriterGetsNothing
{
    public static IEnumerable<string> Violations(RunHistory history)
    {
        var bound = new BoundConnections();
        for (var i = 0; i < history.Events.Count; i++)
        {
            var happened = history.Events[i];
            if (bound.IsFree(happened) && ReadOnlyTimes.WritableSince(history, happened.Server, i) is { } since &&
                SecondWriter.IsKnown(history, happened.Server, since, i))
            {
                yield return $"{happened} while the writer was {history.WriterAt(i)}";
            }
        }
    }
}
