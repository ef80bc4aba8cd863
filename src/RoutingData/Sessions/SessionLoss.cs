using RoutingData.Backends;

namespace RoutingData.Sessions;

/// <summary>The errors of a session whose state went down with a server.</summary>
internal static class SessionLoss
{
    public static RoutingDbException Of(SessionState state, bool inDbTransaction, BackendConnection backend, Exception? innerException)
    {
        var held = inDbTransaction ? "a DbTransaction" : state.Describe();
        return new RoutingDbException(
            $"Session state lost: the connection to {backend.Server} (hostgroup {backend.Hostgroup}) broke, and with it {held}. " +
            "What was not committed is rolled back. Close this connection, open it again and begin anew.",
            StatementOutcome.RolledBack, isTransient: true, innerException)
        {
            Server = backend.Server,
            Hostgroup = backend.Hostgroup,
            SessionStateLost = true,
        };
    }

    /// <summary>A further statement on a session whose state is lost: the same again, about this statement.</summary>
    public static RoutingDbException Again(RoutingDbException loss) =>
        new($"{loss.Message} This statement was not sent.", StatementOutcome.NotExecuted, isTransient: true, loss)
        {
            Server = loss.Server,
            Hostgroup = loss.Hostgroup,
            SessionStateLost = true,
        };
}
