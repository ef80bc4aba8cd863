using RoutingData.Pools;
using RoutingData.SessionStates;

namespace RoutingData.Sessions;

/// <summary>Gives a session's locks back at Close, those of a transaction left open too. Both drivers clean a connection up only when it is taken
/// from the pool again: until then an idle one would keep others from what the session had locked.</summary>
internal static class SessionLocks
{
    // What was done there is unknown, so all may be held.
    private const SessionPins Anything = SessionPins.UnknownCode | SessionPins.DriverConnection;

    public static async ValueTask ReleaseAsync(bool async, SessionState state, BackendConnection backend)
    {
        var tables = (state.Pins & (SessionPins.TableLock | Anything)) != 0;
        // First of all: UNLOCK TABLES would commit what Close rolls back. A branch of an XA transaction is refused it, and ends with its connection.
        if ((tables || state.Transaction.MayBeOpen) && !await RunAsync(async, "ROLLBACK", backend).ConfigureAwait(false)) backend.Terminate();
        if (tables) await RunAsync(async, "UNLOCK TABLES", backend).ConfigureAwait(false);
        if ((state.Pins & (SessionPins.NamedLock | Anything)) != 0)
            await RunAsync(async, "DO RELEASE_ALL_LOCKS()", backend).ConfigureAwait(false);
    }

    private static async ValueTask<bool> RunAsync(bool async, string statement, BackendConnection backend)
    {
        if (backend.IsGone) return true;
        using var run = backend.Run(isRepeatable: true);
        try
        {
            await BackendStatement.RunAsync(async, backend, statement, transaction: null, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception)
        {
            // A connection that broke holds no locks, and a server too old for the function keeps them to the next use. Close goes on.
            return false;
        }
    }
}
