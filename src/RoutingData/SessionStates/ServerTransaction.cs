using RoutingData.Statements;

namespace RoutingData.SessionStates;

/// <summary>
/// What the transaction of a server's connection may be now. Our own objects say what the caller wants; what the server has, only what ran can
/// tell, and not always: CALL may commit, an error may roll back. So this is the set of all states that are possible. A certain effect of a
/// statement moves each of them, a possible one adds to them. Immutable, and four bytes large.
/// </summary>
internal readonly record struct ServerTransaction
{
    // A state of the server is a number of these three bits. Committed: a part of the caller's present piece of work is committed already.
    private const int Open = 1;
    private const int AutocommitOff = 2;
    private const int Committed = 4;

    // State n is possible if bit n is set; the lowest bit is stored inverted, so that the default is the one state of a new connection.
    private readonly byte _states;

    // What the caller's own texts have said, as bits: a transaction is open, autocommit is off. Code that he calls may have done either, and tells
    // him nothing.
    private readonly byte _said;

    private ServerTransaction(int states, int said) => (_states, _said) = ((byte)(states ^ 1), (byte)said);

    /// <summary>A connection whose autocommit is off from the start.</summary>
    public static ServerTransaction WithoutAutocommit { get; } = new(1 << AutocommitOff, AutocommitOff);

    /// <summary>A DbTransaction or a TransactionScope says when the present piece of work ends; no text does.</summary>
    public bool IsOwned { get; private init; }

    /// <summary>COMMIT may begin the next transaction (completion_type).</summary>
    public bool MayChain { get; private init; }

    /// <summary>Whether a transaction may be open.</summary>
    public bool MayBeOpen => (States & Having(Open)) != 0;

    /// <summary>Whether a transaction is open for sure.</summary>
    public bool IsOpen => (States & ~Having(Open)) == 0;

    /// <summary>Whether autocommit may be off.</summary>
    public bool MayLackAutocommit => (States & Having(AutocommitOff)) != 0;

    /// <summary>Whether part of the present piece of work may be committed.</summary>
    public bool MayHaveCommitted => (States & Having(Committed)) != 0;

    /// <summary>Whether what runs next is part of a transaction: the caller says so, or the server surely does.</summary>
    public bool IsTransaction => IsOwned || HoldsBack;

    /// <summary>Whether what runs next may be part of a transaction.</summary>
    public bool MayBeTransaction => IsOwned || _states != 0;

    // Whether the server surely keeps what runs next to itself until a COMMIT.
    private bool HoldsBack => (States & ~(Having(Open) | Having(AutocommitOff))) == 0;

    // Whether a statement that is neither text of transactions nor code that is not known here changes nothing.
    private bool IsSettled => (States & ~Having(Open) & (IsOwned ? 0xFF : Having(AutocommitOff))) == 0;

    private int States => _states ^ 1;

    // Whether the caller knows of a piece of work that is more than one statement. Of what code has begun by itself he does not, and what was
    // acknowledged is no part of anything that he could run again.
    private bool IsPieceOfWork => IsOwned || _said != 0;

    /// <summary>Whether a text, however far it comes, leaves all as it is.</summary>
    public bool IsUntouchedBy(StatementTraits text) => text.Transaction == TransactionEffects.None && IsSettled;

    /// <summary>Returns the state after one statement that ran.</summary>
    public ServerTransaction After(StatementTraits statement)
    {
        var effects = statement.Transaction;
        if (effects == TransactionEffects.None && IsSettled) return this;

        var states = States;
        if (!Has(TransactionEffects.SaysSo)) states = Ran(states, statement);
        states = Has(TransactionEffects.Commits) ? Commit(states) : Has(TransactionEffects.MayCommit) ? states | Commit(states) : states;
        if (Has(TransactionEffects.CommitsIfAutocommitWasOff))
            states = (states & ~Having(AutocommitOff)) | Commit(states & Having(AutocommitOff));
        if (Has(TransactionEffects.RollsBack)) states = Clear(states, Open);
        else if (Has(TransactionEffects.MayRollBack)) states |= Clear(states, Open);
        if (Has(TransactionEffects.SaysSo))
        {
            if (MayChain) states |= Set(states, Open);
            if (!IsOwned) states = Clear(states, Committed);
        }

        // What commits implicitly may begin the next one at once, where autocommit is off: LOCK TABLES does.
        if (Has(TransactionEffects.Commits) && !Has(TransactionEffects.SaysSo)) states |= Set(states & Having(AutocommitOff), Open);
        if (Has(TransactionEffects.Begins)) states = Set(states, Open);
        if (Has(TransactionEffects.TurnsAutocommitOn)) states = Clear(states, AutocommitOff);
        if (Has(TransactionEffects.TurnsAutocommitOff)) states = Set(states, AutocommitOff);
        return With(Possibly(states, effects), SaidBy(statement)) with { MayChain = MayChain || Has(TransactionEffects.ChangesCompletion) };

        bool Has(TransactionEffects effect) => (effects & effect) != 0;
    }

    /// <summary>Returns the state after one statement that failed: it may have ended what was open before, and begun nothing.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="mayHaveRolledBack">Whether the error is one with which a server may roll the whole transaction back.</param>
    public ServerTransaction AfterFailure(StatementTraits statement, bool mayHaveRolledBack)
    {
        const TransactionEffects rollBack = TransactionEffects.RollsBack | TransactionEffects.MayRollBack;
        var effects = statement.Transaction;
        if (effects == TransactionEffects.None && IsSettled && !mayHaveRolledBack) return this;

        var states = States;
        states |= Set(states & Having(AutocommitOff), Open);
        if ((effects & (TransactionEffects.Commits | TransactionEffects.MayCommit)) != 0) states |= Commit(states);
        if ((effects & TransactionEffects.CommitsIfAutocommitWasOff) != 0) states |= Commit(states & Having(AutocommitOff));
        if (mayHaveRolledBack || (effects & rollBack) != 0) states |= Clear(states, Open);
        return With(Possibly(states, effects), _said) with
        {
            MayChain = MayChain || (effects & TransactionEffects.ChangesCompletion) != 0,
        };
    }

    /// <summary>Returns what is possible if either of two may be.</summary>
    public ServerTransaction Or(ServerTransaction other) =>
        this == other ? this : new ServerTransaction(States | other.States, _said | other._said) with
        {
            IsOwned = IsOwned || other.IsOwned,
            MayChain = MayChain || other.MayChain,
        };

    /// <summary>Returns the state after a DbTransaction, or a TransactionScope's part, has begun on the connection.</summary>
    public ServerTransaction Begun() =>
        new ServerTransaction(Set(Clear(States, Committed), Open), _said & AutocommitOff) with { IsOwned = true, MayChain = MayChain };

    /// <summary>Returns the state after that has ended.</summary>
    /// <param name="isSure">Whether the server surely has ended it too.</param>
    public ServerTransaction Ended(bool isSure = true)
    {
        var ended = Clear(Clear(States, Open), Committed);
        if (MayChain || !isSure) ended |= Set(ended, Open);
        return new ServerTransaction(ended, _said & AutocommitOff) with { MayChain = MayChain };
    }

    /// <summary>Returns the state after its COMMIT was refused: it is rolled back, or open still.</summary>
    public ServerTransaction AfterRefusedCommit() => With(States | Clear(States, Open), _said);

    /// <summary>Returns the state after its COMMIT failed, and nothing else is known: it may be committed, rolled back or open.</summary>
    public ServerTransaction AfterFailedCommit() => With(States | Clear(States, Open) | Commit(States), _said);

    /// <summary>
    /// Whether all of the present transaction surely goes down with the connection, if that breaks under a text, whichever of its statements
    /// runs by then.
    /// </summary>
    public bool GoesDownUnder(StatementTraits text)
    {
        var transaction = this;
        for (var place = 0; place < text.PartCount; place++)
        {
            var statement = text.StatementAt(place);
            if (!transaction.IsUndoneWith(statement)) return false;
            transaction = transaction.After(statement);
        }

        return true;
    }

    /// <summary>Whether part of the present transaction may be committed, if a text was sent, whichever of its statements ran.</summary>
    public bool MayHaveCommittedUnder(StatementTraits text) =>
        MayHaveCommitted || (IsPieceOfWork && MayBeTransaction && !GoesDownUnder(text) && (text.Transaction & MayCommit) != 0);

    private const TransactionEffects MayCommit =
        TransactionEffects.Commits | TransactionEffects.MayCommit | TransactionEffects.CommitsIfAutocommitWasOff;

    private bool IsUndoneWith(StatementTraits statement)
    {
        if (!IsTransaction || MayHaveCommitted) return false;
        if ((statement.Transaction & (TransactionEffects.Commits | TransactionEffects.MayCommit)) != 0) return false;
        if ((statement.Transaction & TransactionEffects.CommitsIfAutocommitWasOff) != 0 && MayLackAutocommit) return false;
        return HoldsBack || !Writes(statement);
    }

    // What no statement of the transaction's own does to the states: one that finds none begins one where autocommit is off, and where it is
    // on it commits by itself.
    private int Ran(int states, StatementTraits statement)
    {
        var idle = states & ~Having(Open);
        var begins = idle & Having(AutocommitOff);
        states |= Set(begins, Open);
        if (statement.Target != StatementTarget.Session) states &= ~begins;
        if (!IsOwned || !Writes(statement)) return states;
        var commits = idle & ~Having(AutocommitOff);
        return (states & ~commits) | Set(commits, Committed);
    }

    private static bool Writes(StatementTraits statement) => statement.Target == StatementTarget.Writer || statement.RunsStatements;

    private static int Possibly(int states, TransactionEffects effects)
    {
        if ((effects & TransactionEffects.MayBegin) != 0) states |= Set(states, Open);
        if ((effects & TransactionEffects.MayTurnAutocommit) != 0) states |= Set(states, AutocommitOff) | Clear(states, AutocommitOff);
        return states;
    }

    // What the caller has said once a statement has run.
    private int SaidBy(StatementTraits statement)
    {
        if (statement.RunsStatements) return _said;
        var (effects, said) = (statement.Transaction, (int)_said);
        if ((effects & TransactionEffects.SaysSo) != 0) said = MayChain ? said | Open : said & ~Open;
        if ((effects & (TransactionEffects.Begins | TransactionEffects.MayBegin)) != 0) said |= Open;
        if ((effects & TransactionEffects.TurnsAutocommitOn) != 0) said &= ~AutocommitOff;
        if ((effects & (TransactionEffects.TurnsAutocommitOff | TransactionEffects.MayTurnAutocommit)) != 0) said |= AutocommitOff;
        return said;
    }

    // Outside any transaction there is no piece of work of which a part could be committed.
    private ServerTransaction With(int states, int said)
    {
        var next = new ServerTransaction(states, said) with { IsOwned = IsOwned, MayChain = MayChain };
        if (IsOwned) return next;
        var idle = next.IsPieceOfWork ? states & ~Having(Open) & ~Having(AutocommitOff) : states;
        return new ServerTransaction((states & ~idle) | Clear(idle, Committed), said) with { MayChain = MayChain };
    }

    private static int Commit(int states) => Set(Clear(states, Open), Committed);

    private static int Set(int states, int bit) => (states & Having(bit)) | ((states & ~Having(bit)) << bit);

    private static int Clear(int states, int bit) => (states & ~Having(bit)) | ((states & Having(bit)) >> bit);

    // The set of all states in which a bit is set.
    private static int Having(int bit) => bit switch { Open => 0b1010_1010, AutocommitOff => 0b1100_1100, _ => 0b1111_0000 };
}
