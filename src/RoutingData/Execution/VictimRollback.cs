using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Sessions;

namespace RoutingData.Execution;

/// <summary>
/// Makes true what the number of a deadlock says. A trigger may signal 1213 as well, number, SQLSTATE, text and all, and then its transaction goes
/// on: no answer distinguishes the two. A ROLLBACK that the server takes makes them one.
/// </summary>
internal static class VictimRollback
{
    // The state of an XA transaction in the text of 1399: the server itself has given it up.
    private const string GivenUp = "ROLLBACK ONLY";

    /// <summary>Rolls back what may be open.</summary>
    /// <returns>Whether the transaction is surely over, and nothing of it committed.</returns>
    public static async ValueTask<bool> TryAsync(bool async, RoutingSession session, BackendConnection backend)
    {
        using var run = backend.Run(isRepeatable: true);
        try
        {
            var transaction = session.Transaction is { } open && open.Backend == backend ? open.Inner : null;
            await BackendStatement.RunAsync(async, backend, "ROLLBACK", transaction, CancellationToken.None).ConfigureAwait(false);
            session.Transactions.NoteRollback();
            return true;
        }
        catch (Exception exception)
        {
            // With its connection it is over too.
            return backend.IsGone || DriverError.IsConnectionLost(exception) || exception.Message.Contains(GivenUp, StringComparison.Ordinal);
        }
    }
}
