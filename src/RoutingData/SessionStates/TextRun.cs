using RoutingData.Statements;

namespace RoutingData.SessionStates;

/// <summary>
/// How far a text has come, as its results prove: a reader stands at a statement that answers with rows, and every one before has run. What the
/// server has done beyond is not known until the last result, or an error. Immutable.
/// </summary>
/// <param name="Before">The state before the text.</param>
/// <param name="Text">The text.</param>
internal sealed record TextRun(SessionState Before, StatementTraits Text)
{
    /// <summary>How many statements have surely run.</summary>
    private int Ran { get; init; }

    /// <summary>The statement whose rows are read; -1 before the first.</summary>
    private int At { get; init; } = -1;

    /// <summary>Whether the rows' statement is not known any more: one before may have sent any number of results.</summary>
    private bool HasLostCount { get; init; }

    /// <summary>Returns the state after a text that failed as a whole: any of its statements may be the one.</summary>
    /// <param name="before">The state before.</param>
    /// <param name="text">The text.</param>
    /// <param name="refusal">What the server said, if it did.</param>
    public static SessionState AfterFailure(SessionState before, StatementTraits text, ServerRefusal? refusal) =>
        new TextRun(before, text) { HasLostCount = true }.AfterFailure(refusal);

    /// <summary>Whether all of it has surely run.</summary>
    public bool IsOver => Ran == Text.PartCount;

    /// <summary>The state, whatever of the text has run by now.</summary>
    public SessionState State
    {
        get
        {
            SessionState? possible = null;
            var state = Before;
            for (var place = 0; place <= Text.PartCount; place++)
            {
                if (place >= Ran) possible = possible is null ? state : possible.Or(state);
                if (place < Text.PartCount) state = state.AfterStatement(Text.StatementAt(place));
            }

            return possible!;
        }
    }

    /// <summary>The next result has come, or there is none.</summary>
    /// <param name="hasRows">Whether there is one.</param>
    public TextRun Next(bool hasRows)
    {
        if (!hasRows) return this with { Ran = Text.PartCount };
        if (HasLostCount || IsOver) return this;
        var next = NextWithRows;
        return next < Text.PartCount && Text.StatementAt(next).Rows == StatementRows.One
            ? this with { At = next, Ran = next }
            : this with { At = next, Ran = Math.Min(next, Text.PartCount - 1), HasLostCount = true };
    }

    /// <summary>Returns the state after an error. The statement that failed is the one whose rows were read, or one up to the next that answers with
    /// rows: later ones have not run.</summary>
    /// <param name="refusal">What the server said; null when it did not, and any number of statements may have run.</param>
    public SessionState AfterFailure(ServerRefusal? refusal)
    {
        var last = refusal is null || HasLostCount ? Text.PartCount - 1 : Math.Min(NextWithRows, Text.PartCount - 1);
        SessionState? possible = null;
        var state = Before;
        for (var place = 0; place <= last; place++)
        {
            var statement = Text.StatementAt(place);
            if (place >= Ran)
            {
                var failed = state.AfterFailedStatement(statement, refusal);
                possible = possible is null ? failed : possible.Or(failed);
            }

            state = state.AfterStatement(statement);
        }

        if (possible is null) return state;
        return refusal is null ? possible.Or(state) : possible;
    }

    // The first statement after the present one that may answer with rows.
    private int NextWithRows
    {
        get
        {
            var place = At + 1;
            while (place < Text.PartCount && Text.StatementAt(place).Rows == StatementRows.None) place++;
            return place;
        }
    }
}
