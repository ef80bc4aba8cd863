using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>What may write is sent to the writer and to no other server. A session that must stay where its state is may try while there is no
/// writer, and is refused by the server; once there is another writer it is not even sent.</summary>
internal static class OnlyReadsOnReaders
{
    public static IEnumerable<string> Violations(RunHistory history)
    {
        var reading = new HashSet<int>();
        var holding = new HashSet<int>();
        for (var i = 0; i < history.Events.Count; i++)
        {
            var happened = history.Events[i];
            if (happened.Kind == SimulatedEventKind.Opened)
            {
                reading.Remove(happened.Connection);
                holding.Remove(happened.Connection);
            }

            if (happened.Kind != SimulatedEventKind.Sent || happened.IsUnpooled) continue;
            if (happened.Text == "SET TRANSACTION READ ONLY") reading.Add(happened.Connection);
            if (MayWrite(happened.Text) && !reading.Contains(happened.Connection) && history.WriterAt(i) is var writer &&
                writer != happened.Server && !(writer is null && holding.Contains(happened.Connection)))
            {
                yield return $"{happened} while the writer was {writer ?? "none"}";
            }

            if (BoundConnections.Holds(happened.Text)) holding.Add(happened.Connection);
            if (happened.Text is "COMMIT" or "ROLLBACK") reading.Remove(happened.Connection);
        }
    }

    private static bool MayWrite(string statement) => Writes.IsWrite(statement) || statement is "BEGIN" or "START TRANSACTION" or "COMMIT";
}
