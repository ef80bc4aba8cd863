using RoutingData.Connecting;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.SessionStates;

namespace RoutingData.Sessions;

/// <summary>Repeats a session's database and settings on a connection that has not seen them: they are the session's, whichever
/// connection it speaks through.</summary>
internal static class SessionReplay
{
    /// <summary>Brings a connection up to the session's state.</summary>
    /// <returns>False when the connection broke meanwhile, or has not the session's database (yet). Nothing of the statement has been sent: it runs
    /// on another.</returns>
    public static async ValueTask<bool> TryAsync(
        bool async, RoutingSession session, BackendConnection backend, StatementAttempt attempt, CancellationToken cancellationToken)
    {
        using var run = backend.Run(isRepeatable: true);
        try
        {
            await RunAsync(async, session.State, backend, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (
            (backend.IsGone || DriverError.IsConnectionLost(exception)) && !cancellationToken.IsCancellationRequested)
        {
            session.DetachBroken(backend);
            if (session.Lost is { } lost) throw SessionLoss.Again(lost);
            attempt.NoteFailure(new FailedServer(backend.Server, session.Monitor.ReportFailure(backend.Server)));
            if (!attempt.IsOverdue) return false;
            if (backend.IsTerminated) throw Ended(backend, exception);
            throw;
        }
        catch (Exception exception) when (DriverError.IsNoDatabase(exception) && session.Results.TryStayWithDatabase())
        {
            return false;
        }
    }

    private static RoutingDbException Ended(BackendConnection backend, Exception exception) => new(
        $"{backend.Server} (hostgroup {backend.Serves}) does not answer its probe; the session's settings were being repeated there, and " +
        "the statement's time is over.",
        StatementOutcome.NotExecuted, isTransient: true, exception)
    {
        Server = backend.Server,
        Hostgroup = backend.Serves,
    };

    private static async ValueTask RunAsync(bool async, SessionState state, BackendConnection backend, CancellationToken cancellationToken)
    {
        if (state.Database is { } name && !string.Equals(backend.Database, name, StringComparison.Ordinal))
        {
            if (async) await backend.UntilTerminated(backend.Connection.ChangeDatabaseAsync(name, cancellationToken)).ConfigureAwait(false);
            else backend.Connection.ChangeDatabase(name);
            backend.Database = name;
        }

        foreach (var (version, statement) in SettingHistory.Since(state.Settings, backend.SettingsApplied).ToArray())
        {
            await BackendStatement.RunAsync(async, backend, statement, transaction: null, cancellationToken).ConfigureAwait(false);
            backend.SettingsApplied = version;
        }
    }
}
