using System.Data;
using RoutingData.Connecting;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Recovery;
using RoutingData.Routing;
using RoutingData.Sessions;

namespace RoutingData.Execution;

/// <summary>One failed execution: turns what the driver threw into facts, and a verdict into what the caller gets.</summary>
internal sealed class StatementFailure(
    RoutingSession session, Route route, BackendConnection backend, StatementAttempt attempt,
    bool isRepeatable, Exception exception, CancellationToken cancellationToken)
{
    public RoutingSession Session => session;

    /// <summary>The statement's route; another one once a reader has refused it.</summary>
    public Route Route { get; set; } = route;

    public BackendConnection Backend => backend;

    public StatementAttempt Attempt => attempt;

    public Exception Exception => exception;

    /// <summary>Whether the statement was sent with a marker.</summary>
    public bool IsMarked { get; init; }

    public FailureFacts Facts()
    {
        var facts = FailureFacts.Of(Session.Results.TransactionBefore, Session.State.Pins, Route) with
        {
            IsCancelled = cancellationToken.IsCancellationRequested,
            IsOverdue = Attempt.IsOverdue,
            ConnectionLost = IsConnectionLost,
            CameTooLate = IsConnectionLost && Route.Traits.RefusedMeansNotExecuted && SaysThatItCameTooLate,
            SaidGoodbye = !Backend.IsGone && DriverError.MayBeGoodbye(Exception),
            IsInterrupted = !Backend.IsGone && DriverError.ServerNumber(Exception) == DriverError.QueryInterrupted,
            RefusedAsReadOnly = DriverError.IsReadOnlyRefusal(Exception),
            IsRepeatable = isRepeatable,
            IsMarked = IsMarked,
            // With a marker it is all in one transaction, which is rolled back.
            RefusedMeansNotExecuted = (Route.Traits.RefusedMeansNotExecuted || IsMarked) && IsForWriter,
            QueryRetriesLeft = Attempt.QueryRetriesLeft,
        };
        return facts.CameTooLate ? facts.WithoutStatement(Session.Results.TransactionBefore) : facts;
    }

    /// <summary>Whether the connection is still there.</summary>
    public ValueTask<bool> AnswersAsync(bool async, CancellationToken cancellationToken) =>
        ConnectionVerification.AnswersAsync(async, Backend, Session.Transaction is { } open && open.Backend == Backend ? open.Inner : null, cancellationToken);

    /// <summary>Makes sure that the transaction is rolled back.</summary>
    public ValueTask<bool> RollBackAsync(bool async) => VictimRollback.TryAsync(async, Session, Backend);

    // With a marker there is a COMMIT in the text, and a node's 1047 may be that one's answer: the marker is asked for.
    private bool SaysThatItCameTooLate => DriverError.ServerNumber(Exception) switch
    {
        DriverError.IdleTimeout => true,
        DriverError.NotPrepared => !IsMarked,
        _ => false,
    };

    private bool IsConnectionLost => ConnectionLoss.Is(Session, Backend, Exception);

    // Only a pair's writer can turn read-only and have a successor; elsewhere a refusal is final (D31).
    private bool IsForWriter =>
        Session.Monitor.Current.FindPair(Route.Decision.Hostgroup)?.Pair.WriterHostgroup == Route.Decision.Hostgroup;

    /// <summary>Detaches the connection, which broke, and asks the monitor at once what became of its server.</summary>
    public void DetachConnection(TopologyMonitor monitor)
    {
        Session.DetachBroken(Backend);
        Attempt.NoteFailure(new FailedServer(Backend.Server, monitor.ReportFailure(Backend.Server)));
    }

    /// <summary>Marks the driver's own exception with what only the router knows.</summary>
    public void Annotate(in FailureFacts facts, FailureVerdict verdict)
    {
        var data = Exception.Data;
        data["RoutingData.Server"] = Backend.Server.ToString();
        data["RoutingData.Hostgroup"] = Backend.Serves;
        if (Route.Decision.RuleId is { } rule) data["RoutingData.RuleId"] = rule;
        if (KnownOutcome.Of(facts, verdict, Exception) is { } outcome) data[KnownOutcome.Key] = outcome.ToString();
        if (KnownOutcome.IsUncommitted(facts)) data[KnownOutcome.TransactionKey] = KnownOutcome.Uncommitted;
    }

    /// <summary>Gives up a transaction on a server that takes no writes any more, so that it surely is what the caller is told.</summary>
    public void GiveUpTransaction()
    {
        if (DriverError.ServerNumber(Exception) != DriverError.ReadOnlyTransaction && Session.Transactions.GiveUp(Backend, Exception))
            Exception.Data[KnownOutcome.Key] = nameof(StatementOutcome.RolledBack);
    }

    /// <summary>Returns the error of a read that the router itself ended and may not run again.</summary>
    public RoutingDbException Ended() => new(
        $"{Backend.Server} (hostgroup {Backend.Serves}) does not answer its probe: the read on it was ended, " +
        "and its time or its retries are over.",
        StatementOutcome.NotExecuted, isTransient: true, Exception)
    {
        Server = Backend.Server,
        Hostgroup = Backend.Serves,
    };

    public RoutingDbException OutcomeUnknown()
    {
        var error = new RoutingDbException(
            $"The connection to {Backend.Server} (hostgroup {Backend.Serves}) broke after the statement was sent, and no answer came: " +
            "it may have run or not. It was not sent again. Look at the data before running it once more.",
            StatementOutcome.Unknown, isTransient: false, Exception)
        {
            Server = Backend.Server,
            Hostgroup = Backend.Serves,
            SessionStateLost = Session.HoldsState || Session.Lost is not null,
        };
        if (error.SessionStateLost) Session.MarkStateLost(error);
        return error;
    }

    public RoutingDbException StateLost()
    {
        var error = Session.CreateStateLostException(Backend, Exception);
        if (Session.Lost is not null) Session.MarkStateLost(error);
        return error;
    }
}
