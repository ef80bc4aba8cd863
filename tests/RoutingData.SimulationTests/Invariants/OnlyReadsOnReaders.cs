using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>A write outside a transaction is sent to the writer and to no other server; a transaction that writes begins on the writer.</summary>
internal static class OnlyReadsOnReaders
{
    public static IEnumerable<string> Violations(RunHistory history)
    {
        var inTransaction = new HashSet<int>();
        for (var i = 0; i < history.Events.Count; i++)
        {
            var happened = history.Events[i];
            if (happened.Kind == SimulatedEventKind.Opened) inTransaction.Remove(happened.Connection);
            if (happened.Kind != SimulatedEventKind.Sent || happened.IsUnpooled) continue;
            var begins = happened.Text is "BEGIN" or "START TRANSACTION";
            var writes = Writes.IsWrite(happened.Text) || begins;
            if (writes && !inTransaction.Contains(happened.Connection) && !IsReadOnly(history, i) &&
                history.WriterAt(i) is var writer && writer != happened.Server)
            {
                yield return $"{happened} while the writer was {writer ?? "none"}";
            }

            if (begins) inTransaction.Add(happened.Connection);
            if (happened.Text is "COMMIT" or "ROLLBACK") inTransaction.Remove(happened.Connection);
        }
    }

    // SET TRANSACTION READ ONLY comes right before such a beginning.
    private static bool IsReadOnly(RunHistory history, int begin) =>
        Writes.SentBefore(history, begin) is var _ &&
        PreviousOn(history, begin) is { Text: "SET TRANSACTION READ ONLY" };

    private static SimulatedEvent? PreviousOn(RunHistory history, int anEvent)
    {
        var connection = history.Events[anEvent].Connection;
        for (var i = anEvent - 1; i >= 0; i--)
        {
            if (history.Events[i].Kind == SimulatedEventKind.Sent && history.Events[i].Connection == connection) return history.Events[i];
        }

        return null;
    }
}
