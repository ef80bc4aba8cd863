using System.Text.RegularExpressions;

namespace RoutingData.Rules;

/// <summary>Whether one rule is sure to match whatever another matches, as far as the texts of their expressions show.</summary>
internal static class RuleCoverage
{
    public static bool Covers(QueryRule wide, QueryRule narrow) =>
        (wide.Username is null || wide.Username == narrow.Username) &&
        (wide.SchemaName is null || wide.SchemaName == narrow.SchemaName) &&
        (wide.Digest is null || wide.Digest == narrow.Digest) &&
        Covers(wide.MatchDigest, wide.Negate, narrow.MatchDigest, narrow.Negate) &&
        Covers(wide.MatchPattern, wide.Negate, narrow.MatchPattern, narrow.Negate);

    private static bool Covers(Regex? wide, bool wideNegated, Regex? narrow, bool narrowNegated)
    {
        if (wide is null) return true;
        if (narrow is null || wideNegated != narrowNegated) return false;

        var (wideText, narrowText) = (wide.ToString(), narrow.ToString());
        var (caseless, narrowCaseless) = (IgnoresCase(wide), IgnoresCase(narrow));
        if (caseless == narrowCaseless && wideText == narrowText) return true;

        // ^SELECT matches whatever ^SELECT.*FOR UPDATE$ matches: the same beginning, and nothing that makes its last letter optional.
        return !wideNegated &&
            (caseless || !narrowCaseless) &&
            narrowText.StartsWith(wideText, caseless ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal) &&
            wideText.TrimStart('^').All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '_') &&
            !narrowText.Contains('|', StringComparison.Ordinal) &&
            (narrowText.Length == wideText.Length || !"*+?{".Contains(narrowText[wideText.Length], StringComparison.Ordinal));
    }

    private static bool IgnoresCase(Regex regex) => regex.Options.HasFlag(RegexOptions.IgnoreCase);
}
