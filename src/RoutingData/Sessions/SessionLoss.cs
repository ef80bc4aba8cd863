using RoutingData.Backends;
using RoutingData.Monitor;

namespace RoutingData.Sessions;

/// <summary>The errors of a session whose state went down with a server.</summary>
internal static class SessionLoss
{
    /// <summary>The error for a connection that held state.</summary>
    /// <param name="state">What the session remembered.</param>
    /// <param name="inDbTransaction">Whether a <see cref="RoutingDbTransaction"/> was open on it.</param>
    /// <param name="backend">The connection.</param>
    /// <param name="successor">The writer that has taken the place of its server; null when the connection broke.</param>
    /// <param name="innerException">What the driver threw, if it did.</param>
    public static RoutingDbException Of(
        SessionState state, bool inDbTransaction, BackendConnection backend, ServerAddress? successor, Exception? innerException)
    {
        var end = successor is { } writer ? $"was given up, since {writer} is the writer now" : "broke";
        var gone = $"Session state lost: the connection to {backend.Server} (hostgroup {backend.Hostgroup}) {end}, and with it";
        if (inDbTransaction || state.IsInTransaction)
        {
            return Error(
                $"{gone} {(inDbTransaction ? "a DbTransaction" : state.Describe())}. What was not committed is rolled back. " +
                "Close this connection, open it again and begin the transaction anew.",
                StatementOutcome.RolledBack, isTransient: true, backend, innerException);
        }

        // What was acknowledged before stays: nobody may take this for a reason to run it again.
        return Error(
            $"{gone} {(state.MustStay ? state.Describe() : "what LAST_INSERT_ID() and its kin would say of the last write")}. " +
            "What was acknowledged stays. Close this connection and open it again.",
            StatementOutcome.NotExecuted, isTransient: false, backend, innerException);
    }

    /// <summary>A further statement on a session whose state is lost: the same again, about this statement.</summary>
    public static RoutingDbException Again(RoutingDbException loss) =>
        new($"{loss.Message} This statement was not sent.", StatementOutcome.NotExecuted, loss.IsTransient, loss)
        {
            Server = loss.Server,
            Hostgroup = loss.Hostgroup,
            SessionStateLost = true,
        };

    private static RoutingDbException Error(
        string message, StatementOutcome outcome, bool isTransient, BackendConnection backend, Exception? innerException) =>
        new(message, outcome, isTransient, innerException)
        {
            Server = backend.Server,
            Hostgroup = backend.Hostgroup,
            SessionStateLost = true,
        };
}
