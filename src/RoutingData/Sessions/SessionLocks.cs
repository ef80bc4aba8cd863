using RoutingData.Backends;

namespace RoutingData.Sessions;

/// <summary>Gives a session's locks back at Close. Both drivers clean a connection up only when it is taken from the pool again: until
/// then an idle one would keep others from what the session had locked (D12, D14).</summary>
internal static class SessionLocks
{
    public static async ValueTask GiveBackAsync(bool async, SessionPins pins, BackendConnection backend)
    {
        // UNLOCK TABLES would commit what Close rolls back.
        if (pins.HasFlag(SessionPins.TableLock))
        {
            await RunAsync(async, "ROLLBACK", backend).ConfigureAwait(false);
            await RunAsync(async, "UNLOCK TABLES", backend).ConfigureAwait(false);
        }

        if (pins.HasFlag(SessionPins.NamedLock)) await RunAsync(async, "DO RELEASE_ALL_LOCKS()", backend).ConfigureAwait(false);
    }

    private static async ValueTask RunAsync(bool async, string statement, BackendConnection backend)
    {
        if (backend.IsGone) return;
        backend.Begin(isRepeatable: true);
        try
        {
            var command = backend.Connection.CreateCommand();
            command.CommandText = statement;
            if (async)
            {
                await using (command.ConfigureAwait(false))
                    await backend.UntilEnded(command.ExecuteNonQueryAsync()).ConfigureAwait(false);
            }
            else
            {
                using (command) command.ExecuteNonQuery();
            }
        }
        catch (Exception)
        {
            // A connection that broke holds no locks, and a server too old for the function keeps them to the next use. Close goes on.
        }
        finally
        {
            backend.Finish();
        }
    }
}
