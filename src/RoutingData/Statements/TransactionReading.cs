namespace RoutingData.Statements;

/// <summary>Puts together what a statement does to the transaction.</summary>
internal static class TransactionReading
{
    /// <summary>What code that is not in the text may do.</summary>
    public const TransactionEffects Anything =
        TransactionEffects.MayCommit | TransactionEffects.MayRollBack | TransactionEffects.MayBegin | TransactionEffects.MayTurnAutocommit;

    private const TransactionEffects Autocommit =
        TransactionEffects.TurnsAutocommitOn | TransactionEffects.TurnsAutocommitOff | TransactionEffects.MayTurnAutocommit;

    /// <param name="effects">What the session remembers of the statement.</param>
    /// <param name="further">What those do not say.</param>
    public static TransactionEffects Of(StatementEffects effects, TransactionEffects further)
    {
        if (Has(StatementEffects.EndsTransaction) && (further & TransactionEffects.RollsBack) == 0)
            further |= TransactionEffects.Commits;
        if (Has(StatementEffects.BeginsTransaction))
            further |= TransactionEffects.Begins | (Has(StatementEffects.EndsTransaction) ? default : TransactionEffects.Commits);
        if (Has(StatementEffects.BeginsReadOnlyTransaction))
            further |= TransactionEffects.BeginsReadOnly;
        if (Has(StatementEffects.PinsXa))
            further |= TransactionEffects.Begins;
        if ((further & Autocommit) != 0)
            return further;
        if (Has(StatementEffects.EnablesAutocommit))
            further |= TransactionEffects.TurnsAutocommitOn | TransactionEffects.CommitsIfAutocommitWasOff;
        if (Has(StatementEffects.DisablesAutocommit))
            further |= TransactionEffects.TurnsAutocommitOff;
        return further;

        bool Has(StatementEffects effect) => (effects & effect) != 0;
    }

    /// <summary>Returns what holds if it is not known which of two readings the server takes.</summary>
    public static TransactionEffects Either(TransactionEffects left, TransactionEffects right) =>
        left == right ? left : Possible(left | right);

    private static TransactionEffects Possible(TransactionEffects effects)
    {
        var possible = effects & (Anything | TransactionEffects.ChangesCompletion);
        if ((effects & (TransactionEffects.Commits | TransactionEffects.CommitsIfAutocommitWasOff)) != 0)
            possible |= TransactionEffects.MayCommit;
        if ((effects & TransactionEffects.RollsBack) != 0)
            possible |= TransactionEffects.MayRollBack;
        if ((effects & TransactionEffects.Begins) != 0)
            possible |= TransactionEffects.MayBegin;
        if ((effects & Autocommit) != 0)
            possible |= TransactionEffects.MayTurnAutocommit;
        return possible;
    }
}
