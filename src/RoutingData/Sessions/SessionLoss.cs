using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.SessionStates;

namespace RoutingData.Sessions;

/// <summary>The errors of a session whose state went down with a server.</summary>
internal static class SessionLoss
{
    public const string Broke = "broke";

    public const string TakesNoWrites = "was given up, since its server takes no writes any more";

    /// <summary>Another server writes now.</summary>
    public static string Superseded(ServerAddress writer) => $"was given up, since {writer} is the writer now";

    /// <summary>Returns the error for a connection that held state.</summary>
    /// <param name="state">What the session remembered.</param>
    /// <param name="inDbTransaction">Whether a <see cref="RoutingDbTransaction"/> was open on it, or a transaction from outside.</param>
    /// <param name="backend">The connection.</param>
    /// <param name="end">What became of it.</param>
    /// <param name="innerException">What the driver threw, if it did.</param>
    public static RoutingDbException Of(
        SessionState state, bool inDbTransaction, BackendConnection backend, string end, Exception? innerException)
    {
        var gone = Gone(backend, end);
        var held = inDbTransaction ? "a DbTransaction" : state.Describe();
        if (state.Transaction.MayHaveCommitted)
        {
            return Error(
                $"{gone} {held}, part of which may be committed: a statement in it may have committed by itself (DDL, COMMIT, CALL and the like). " +
                "Look at the data before running it once more. Close this connection and open it again.",
                StatementOutcome.Unknown, isTransient: false, backend, innerException);
        }

        if (inDbTransaction || state.Transaction.IsTransaction)
        {
            return Error(
                $"{gone} {held}. What was not committed is rolled back. Close this connection, open it again and begin the transaction anew.",
                StatementOutcome.RolledBack, isTransient: true, backend, innerException);
        }

        // What was acknowledged before stays: this is no reason to run it again.
        return Error(
            state.Transaction.MayBeOpen
                ? $"{gone} {held}, and any transaction that was open. What was committed stays, and what was not is rolled back. " +
                  "Close this connection and open it again."
                : $"{gone} {(state.MustStay ? held : LastWrite)}. What was acknowledged stays. Close this connection and open it again.",
            StatementOutcome.NotExecuted, isTransient: false, backend, innerException);
    }

    /// <summary>Returns the error of a question about the session's last write, or its last statement, whose connection is gone: any other one would
    /// answer it too, and wrongly.</summary>
    public static RoutingDbException OfLastWrite(BackendConnection backend) => Error(
        $"{Gone(backend, "is gone")} {LastWrite}. What was acknowledged stays. This statement was not sent; the next write makes it answerable again.",
        StatementOutcome.NotExecuted, isTransient: false, backend, innerException: null);

    /// <summary>Returns the error of a question about variables that a read-only transaction left on its reader, when the session has written
    /// elsewhere.</summary>
    public static RoutingDbException LeftBehind(BackendConnection backend) => Error(
        $"The session's user variables were set in a read-only transaction on {backend.Server} (hostgroup {backend.Serves}), and a write runs " +
        "elsewhere: they are not there. This statement was not sent. Set them outside that transaction, or bind them as parameters.",
        StatementOutcome.NotExecuted, isTransient: false, backend, innerException: null);

    /// <summary>Returns a further statement on a session whose state is lost: the same again, about this statement.</summary>
    public static RoutingDbException Again(RoutingDbException loss) =>
        new($"{loss.Message} This statement was not sent.", StatementOutcome.NotExecuted, loss.IsTransient, loss)
        {
            Server = loss.Server,
            Hostgroup = loss.Hostgroup,
            SessionStateLost = true,
        };

    private const string LastWrite = "the results of LAST_INSERT_ID() and similar functions for the last write";

    private static string Gone(BackendConnection backend, string end) =>
        $"Session state lost: the connection to {backend.Server} (hostgroup {backend.Serves}) {end}, and with it";

    private static RoutingDbException Error(
        string message, StatementOutcome outcome, bool isTransient, BackendConnection backend, Exception? innerException) =>
        new(message, outcome, isTransient, innerException)
        {
            Server = backend.Server,
            Hostgroup = backend.Serves,
            SessionStateLost = true,
        };
}
