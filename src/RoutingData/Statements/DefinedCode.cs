using System.Text;

namespace RoutingData.Statements;

/// <summary>Finds in CREATE VIEW and CREATE TRIGGER what they define. The scans are copies: the statement is read on from where it was.</summary>
internal static class DefinedCode
{
    /// <summary>VIEW [IF NOT EXISTS] [schema.]name [(columns)] AS query</summary>
    public static StoredDefinition? OfView(StatementScan scan)
    {
        scan.Next();
        PassCondition(ref scan);
        if (Name(ref scan) is not { } name)
            return null;
        while (!scan.AtEndOfStatement && !(scan.At(Keyword.As) && scan.Depth == 0))
            scan.Next();
        if (!scan.Skip(Keyword.As))
            return null;
        var start = scan.Current.Start;
        while (!scan.AtEndOfStatement)
            scan.Next();
        return Define(in scan, StoredDefinitionKind.View, name, start, scan.Current.Start);
    }

    /// <summary>TRIGGER [IF NOT EXISTS] [schema.]name time event ON [schema.]table FOR EACH ROW [FOLLOWS other] body; null for what is no trigger.</summary>
    /// <param name="scan">At the word TRIGGER.</param>
    /// <param name="end">Where the body ends.</param>
    public static StoredDefinition? OfTrigger(StatementScan scan, int end)
    {
        if (!scan.Skip(Keyword.Trigger))
            return null;
        PassCondition(ref scan);
        if (Name(ref scan) is not { } trigger)
            return null;
        while (!scan.AtEndOfStatement && !scan.At(Keyword.On))
            scan.Next();
        if (!scan.Skip(Keyword.On) || Name(ref scan) is not { } table)
            return null;
        while (!scan.AtEndOfStatement && !scan.At(Keyword.Row))
            scan.Next();
        scan.Next();
        if (IsOrder(in scan))
        {
            scan.Next();
            scan.Next();
        }

        return Define(
            in scan, StoredDefinitionKind.Trigger, table.Schema is null ? table with { Schema = trigger.Schema } : table, scan.Current.Start, end);
    }

    private static StoredDefinition Define(in StatementScan scan, StoredDefinitionKind kind, RoutineName name, int start, int end)
    {
        var options = scan.Options;
        return new StoredDefinition(kind, name.Schema ?? "", name.Name, scan.Text[start..Math.Max(start, end)].ToString())
        {
            Modes = (options.AnsiQuotes ? SqlModes.AnsiQuotes : default) | (options.IgnoreSpace ? SqlModes.IgnoreSpace : default) |
                (options.NoBackslashEscapes ? SqlModes.NoBackslashEscapes : default),
        };
    }

    // IF NOT EXISTS
    private static void PassCondition(ref StatementScan scan)
    {
        if (!scan.Skip(Keyword.If))
            return;
        scan.Next();
        scan.Next();
    }

    private static RoutineName? Name(ref StatementScan scan)
    {
        if (!scan.Current.IsName)
            return null;
        var first = Names.Value(scan.TextOf(scan.Current));
        scan.Next();
        if (scan.Current.Kind != TokenKind.Dot || !scan.Peek().IsName)
            return new RoutineName(null, first);
        scan.Next();
        var name = new RoutineName(first, Names.Value(scan.TextOf(scan.Current)));
        scan.Next();
        return name;
    }

    private static bool IsOrder(in StatementScan scan) => scan.Current.Kind == TokenKind.Word && scan.TextOf(scan.Current) is var word &&
        (Ascii.EqualsIgnoreCase(word, "FOLLOWS") || Ascii.EqualsIgnoreCase(word, "PRECEDES"));
}
