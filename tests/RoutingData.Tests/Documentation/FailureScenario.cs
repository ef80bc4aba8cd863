using RoutingData.Recovery;
using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Tests.Documentation;

/// <summary>A failure of docs/failover.md, judged by the router's own judge.</summary>
/// <param name="When">What happened, for the reader.</param>
/// <param name="Statement">The statement it happened to.</param>
internal sealed record FailureScenario(string When, string Statement)
{
    public bool Lost { get; init; }

    /// <summary>The server says that it had closed the connection before the statement came.</summary>
    public bool TooLate { get; init; }

    public bool Refused { get; init; }

    public bool OnReader { get; init; }

    public bool InTransaction { get; init; }

    /// <summary>What ran before it in that transaction.</summary>
    public string Before { get; init; } = "";

    public bool IsPinned { get; init; }

    public bool IsMarked { get; init; }

    public bool IsCancelled { get; init; }

    public bool IsOverdue { get; init; }

    public int QueryRetriesLeft { get; init; } = 1;

    /// <summary>The router's own BeginTransaction, which may be repeated.</summary>
    public bool IsBegin { get; init; }

    private static StatementTraits Classify(string text) => StatementClassifier.Classify(text, ClassifierOptions.Default);

    public FailureVerdict Verdict()
    {
        var traits = Classify(Statement);
        var transaction = (InTransaction ? default(ServerTransaction).Begun() : default).After(Classify(Before));
        return FailureJudge.Judge(new FailureFacts
        {
            IsCancelled = IsCancelled,
            IsOverdue = IsOverdue,
            ConnectionLost = Lost || TooLate,
            CameTooLate = TooLate && traits.RefusedMeansNotExecuted,
            RefusedAsReadOnly = Refused,
            RanOnReader = OnReader && traits.IsPlainRead,
            IsRepeatable = IsBegin || traits.IsPlainRead,
            AsksForState = traits.Target == StatementTarget.Session && traits.Effects == StatementEffects.None,
            RefusedMeansNotExecuted = traits.RefusedMeansNotExecuted,
            InTransaction = InTransaction,
            GoesDown = transaction.GoesDownUnder(traits),
            MayHaveCommitted = transaction.MayHaveCommittedUnder(traits),
            IsPinned = IsPinned,
            IsMarked = IsMarked,
            QueryRetriesLeft = QueryRetriesLeft,
        });
    }
}
