using RoutingData.Routing;
using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Recovery;

/// <summary>The facts that decide what to do about a failed execution.</summary>
internal readonly record struct FailureFacts
{
    /// <summary>The caller gave up.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>The time for the statement is over.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>The connection is gone, so that what the server did is unknown.</summary>
    public bool ConnectionLost { get; init; }

    /// <summary>The connection is gone, and the server says that it had closed it before the statement came, or a node of Galera that it takes none: nothing of it
    /// ran.</summary>
    public bool CameTooLate { get; init; }

    /// <summary>The server says that it ends the connection, and the driver left it open: some code of the application may have signalled
    /// that number.</summary>
    public bool SaidGoodbye { get; init; }

    /// <summary>The server interrupted it, and the driver left its connection open: a KILL QUERY, or the server is shutting down.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>A read that can run elsewhere, if only its connection turns out to be gone.</summary>
    public bool MayBeShutdown =>
        this is { IsInterrupted: true, IsRepeatable: true, IsCancelled: false, ConnectionLost: false, InTransaction: false, IsPinned: false };

    /// <summary>The server answered that it takes no writes.</summary>
    public bool RefusedAsReadOnly { get; init; }

    /// <summary>Whether it was taken for a read and sent to a server that is no writer.</summary>
    public bool RanOnReader { get; init; }

    /// <summary>Running it twice does no harm: a plain read, or the beginning of a transaction.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Whether it asks for the session's state, which is gone with the connection.</summary>
    public bool AsksForState { get; init; }

    /// <summary>Whether it is one statement of which a refusal proves that nothing of it ran.</summary>
    public bool RefusedMeansNotExecuted { get; init; }

    /// <summary>Whether it ran inside a transaction of whatever kind, or may have.</summary>
    public bool InTransaction { get; init; }

    /// <summary>Whether nothing of that transaction, the statement included, can have been committed: if the connection is gone, all of it is.</summary>
    public bool GoesDown { get; init; }

    /// <summary>Part of that transaction may be committed: DDL, COMMIT, CALL and the like came before, or the statement is such a one.</summary>
    public bool MayHaveCommitted { get; init; }

    /// <summary>A DbTransaction or a TransactionScope says where that transaction ends.</summary>
    public bool IsOwned { get; init; }

    /// <summary>Code ran that is not in the text: an error may be one that it signalled.</summary>
    public bool CallsUnknownCode { get; init; }

    /// <summary>The session held state on the connection.</summary>
    public bool IsPinned { get; init; }

    /// <summary>It was sent with a marker, which another server can be asked for.</summary>
    public bool IsMarked { get; init; }

    /// <summary>How often a lost read may still be sent again.</summary>
    public int QueryRetriesLeft { get; init; }

    /// <summary>Returns the same, for a statement that has surely not run.</summary>
    public FailureFacts WithoutStatement(ServerTransaction transaction) => this with
    {
        GoesDown = transaction is { IsTransaction: true, MayHaveCommitted: false },
        MayHaveCommitted = transaction.MayHaveCommitted,
    };

    /// <summary>Returns what a statement and its session say, before anything is known of the failure.</summary>
    /// <param name="transaction">What the server's transaction may have been before the statement.</param>
    /// <param name="pins">What the session holds on its connection.</param>
    /// <param name="route">The statement's route.</param>
    public static FailureFacts Of(ServerTransaction transaction, SessionPins pins, Route route)
    {
        var traits = route.Traits;
        return new FailureFacts
        {
            RanOnReader = route.Decision.Target == RouteTarget.Reader && traits.IsPlainRead,
            IsRepeatable = route.IsRepeatable,
            AsksForState = traits.Target == StatementTarget.Session && traits.Effects == StatementEffects.None,
            InTransaction = transaction.MayBeTransaction,
            GoesDown = transaction.GoesDownUnder(traits),
            MayHaveCommitted = transaction.MayHaveCommittedUnder(traits),
            IsOwned = transaction.IsOwned,
            CallsUnknownCode = traits.CallsUnknownCode,
            IsPinned = pins != SessionPins.None,
        };
    }
}
