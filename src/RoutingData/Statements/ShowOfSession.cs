using System.Text;

namespace RoutingData.Statements;

/// <summary>
/// SHOW STATUS counts what its own connection did. SHOW VARIABLES is what every connection of the session has alike, unless it asks, by name or
/// by pattern, for one of the few that each connection has for itself.
/// </summary>
internal static class ShowOfSession
{
    private static readonly string[] OfOneConnection = [.. Variables.OfOneConnection];

    public static void Read(ref StatementScan scan)
    {
        var isStatus = scan.At(Keyword.Status);
        var names = 0;
        var isFiltered = false;
        var onlyNames = true;
        var asksSession = false;
        scan.Next();
        for (; !scan.AtEndOfStatement; scan.Next())
        {
            if (scan.Current.Kind == TokenKind.String)
            {
                Variables.InspectSystemVariable(ref scan, scan.TextOf(scan.Current));
                asksSession |= MayMatchOne(Names.Unquote(scan.TextOf(scan.Current)));
                onlyNames &= scan.Previous.Kind != TokenKind.String;
                names++;
                continue;
            }

            isFiltered |= scan.At(Keyword.Where);
            onlyNames &= !isFiltered || Narrows(in scan);
            CodeInspector.Inspect(ref scan);
        }

        if (scan.Verdict.Target != StatementTarget.Reader)
            return;
        if (isStatus)
            scan.Verdict.NeedsSession("asks what its connection did (SHOW STATUS)");
        else if (asksSession || names == 0 || !onlyNames)
            scan.Verdict.NeedsSession("asks for variables that each connection has for itself (SHOW VARIABLES)");
    }

    // WHERE Variable_name [=, LIKE, IN] names, OR and AND: the names say which are asked for.
    private static bool Narrows(in StatementScan scan) => scan.Current.Kind switch
    {
        TokenKind.Comma or TokenKind.Equals or TokenKind.OpenParenthesis or TokenKind.CloseParenthesis => true,
        TokenKind.Word or TokenKind.QuotedName => scan.Current.Keyword is Keyword.Where or Keyword.In or Keyword.And or Keyword.Or ||
            Ascii.EqualsIgnoreCase(Names.Unquote(scan.TextOf(scan.Current)), "Variable_name") ||
            Ascii.EqualsIgnoreCase(scan.TextOf(scan.Current), "LIKE"),
        _ => false,
    };

    private static bool MayMatchOne(ReadOnlySpan<char> pattern)
    {
        foreach (var name in OfOneConnection)
        {
            if (LikePattern.Matches(pattern, name))
                return true;
        }

        return false;
    }
}
