namespace RoutingData.Statements;

/// <summary>
/// Finds in a query, or a change of rows, the names of views and tables that do more than their names say. Where a name stands is not looked
/// at closely: a column or an alias that is named like such a view is taken for it.
/// </summary>
internal static class StoredNames
{
    /// <summary>Takes the name at the current token into the verdict.</summary>
    public static void Inspect(ref StatementScan scan)
    {
        if (!(scan.ChangesRows || (scan.Selects > 0 && scan.Verdict.ReadsTables)) || scan.Previous.Is(Keyword.As))
            return;
        // FROM .name is the old way to say that it has no schema.
        var isQualified = scan.Previous.Kind == TokenKind.Dot && scan.Earlier.IsName &&
            !(scan.Earlier.Kind == TokenKind.Word && scan.Earlier.Call == CallKind.Reserved);
        // What a dot follows is a schema, or a table that is named by itself as well.
        if (!isQualified && scan.Peek().Kind == TokenKind.Dot)
            return;

        foreach (var known in scan.Options.StoredCode.Find(NameOf(scan.TextOf(scan.Current))))
        {
            if (known.IsIn(isQualified ? NameOf(scan.TextOf(scan.Earlier)) : scan.Options.Schema))
                Take(ref scan, known);
        }
    }

    private static void Take(ref StatementScan scan, StoredObject known)
    {
        if (known.LeavesOnChange)
        {
            scan.Verdict.NamesTriggers = true;
            if (scan is { ChangesRows: true, IsExplained: false, Options.CallPins: true })
                scan.Verdict.Adds(StatementEffects.PinsUnknownCode);
        }

        if (known.Reads is not { } query)
            return;
        scan.Verdict.Adds(scan.Options.CallPins ? query.Effects : query.Effects & ~StatementEffects.PinsUnknownCode);
        scan.Verdict.NamedLocks += query.NamedLocks;
        scan.Verdict.CallsUnknownCode |= query.CallsUnknownCode;
        var reason = $"reads a view that {query.Reason}";
        if (query.Target == StatementTarget.Writer)
            scan.Verdict.Writes(reason);
        if (query.AsksOfLastWrite)
            scan.Verdict.AsksLastWrite(reason);
        else if (query.FollowsPreviousStatement)
            scan.Verdict.FollowsPreviousStatement(reason);
        else
            scan.Verdict.NeedsSession(reason);
    }

    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> name)
    {
        var content = Names.Unquote(name);
        return content.Length < name.Length && content.Contains(name[0]) ? Names.Value(name) : content;
    }
}
