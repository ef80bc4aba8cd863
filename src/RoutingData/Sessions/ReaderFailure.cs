using System.Data.Common;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Recovery;
using RoutingData.Routing;

namespace RoutingData.Sessions;

/// <summary>The errors of a reader whose connection broke, or was given up, between its rows.</summary>
internal static class ReaderFailure
{
    /// <summary>Whether what a driver threw tells of a lost connection. It may be of a type that no caller of ADO.NET expects: MySqlConnector's own
    /// for a server that dies between two rows is an EndOfStreamException. What a server says while the connection stands is its answer.</summary>
    public static bool IsLoss(RoutingSession session, BackendConnection backend, Exception exception) => exception is DbException
        ? backend.IsGone && ConnectionLoss.Is(session, backend, exception)
        : DriverError.IsConnectionLost(exception);

    /// <summary>Returns what the caller gets, by the same judge as for a statement; nothing of it is run again, since rows have been delivered.</summary>
    public static RoutingDbException Of(RoutingSession session, Route route, BackendConnection backend, Exception? innerException)
    {
        session.Monitor.ReportFailure(backend.Server);
        backend.TellLoss();
        return FailureJudge.Judge(FailureFacts.Of(session.Results.TransactionBefore, session.State.Pins, route) with { ConnectionLost = true }) switch
        {
            FailureVerdict.RolledBack or FailureVerdict.StateLost => session.LoseWith(backend, innerException),
            FailureVerdict.OutcomeUnknown => Error(
                StatementOutcome.Unknown, isTransient: false, "the statement may have run to its end or not. It was not sent again. Look at the data"),
            _ => Error(StatementOutcome.NotExecuted, isTransient: true, "run it again"),
        };

        RoutingDbException Error(StatementOutcome outcome, bool isTransient, string advice) => new(
            $"{backend.Server} (hostgroup {backend.Serves}) {(backend.IsTerminated ? "does not answer its probe" : "broke the connection")} while rows " +
            $"were read: those read are right, and some may be missing; {advice}.",
            outcome, isTransient, innerException)
        {
            Server = backend.Server,
            Hostgroup = backend.Serves,
        };
    }
}
