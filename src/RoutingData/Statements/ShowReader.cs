namespace RoutingData.Statements;

/// <summary>SHOW, by what it really asks for: what all servers share, the session, the statement before, or one server.</summary>
internal static class ShowReader
{
    public static void Read(ref StatementScan scan)
    {
        scan.Next();
        scan.Verdict.Rows = StatementRows.One;
        var isGlobal = false;
        while (scan.Current.Keyword is Keyword.Full or Keyword.Extended or Keyword.Global or Keyword.Session or Keyword.Local or
               Keyword.Storage)
        {
            isGlobal |= scan.At(Keyword.Global);
            scan.Next();
        }

        switch (scan.Current.Keyword)
        {
            case Keyword.Warnings or Keyword.Errors:
            case Keyword.Count when scan.Peek().Kind == TokenKind.OpenParenthesis:
                scan.Verdict.FollowsPreviousStatement("asks about the statement before it (SHOW WARNINGS)");
                break;
            case Keyword.Profile or Keyword.Profiles:
                scan.Verdict.NeedsSession("asks for the connection's profile (SHOW PROFILE)");
                break;
            case Keyword.Status or Keyword.Variables when !isGlobal:
                ShowOfSession.Read(ref scan);
                return;
            case var what when !IsShared(what, scan.Peek().Keyword):
                scan.Verdict.Writes("asks one server about itself (SHOW)");
                break;
        }

        PassRest(ref scan);
    }

    // What replicas have just as well.
    private static bool IsShared(Keyword what, Keyword next) => what switch
    {
        Keyword.Databases or Keyword.Schemas or Keyword.Tables or Keyword.Columns or Keyword.Fields or Keyword.Index or
            Keyword.Indexes or Keyword.Keys or Keyword.Create or Keyword.Variables or Keyword.Status or Keyword.Engines or
            Keyword.Charset or Keyword.Collation or Keyword.Plugins or Keyword.Privileges or Keyword.Grants or Keyword.Triggers or
            Keyword.Events or Keyword.Contributors or Keyword.Authors => true,
        Keyword.Table or Keyword.Procedure or Keyword.Function or Keyword.Package or Keyword.Library =>
            next is Keyword.Status or Keyword.Body,
        Keyword.Character => next == Keyword.Set,
        _ => false,
    };

    // Names, users and LIKE patterns are no code; what follows a WHERE is.
    private static void PassRest(ref StatementScan scan)
    {
        var isCode = false;
        for (; !scan.AtEndOfStatement; scan.Next())
        {
            isCode |= scan.At(Keyword.Where);
            if (isCode || scan.Current.Kind is TokenKind.Broken or TokenKind.OpenParenthesis)
                CodeInspector.Inspect(ref scan);
            if (scan.Current.Kind == TokenKind.String)
                Variables.InspectSystemVariable(ref scan, scan.TextOf(scan.Current));
        }
    }
}
