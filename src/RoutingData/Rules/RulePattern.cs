using System.Text.RegularExpressions;

namespace RoutingData.Rules;

/// <summary>
/// ProxySQL's regular expressions in .NET: searched for anywhere in the text, <c>.</c> stops at a line end, and none can hang a request.
/// </summary>
internal static partial class RulePattern
{
    /// <summary>Longest search with an expression that only a backtracking engine understands.</summary>
    public static readonly TimeSpan BacktrackingLimit = TimeSpan.FromMilliseconds(100);

    /// <summary>Compiles an expression, for the linear-time engine when that understands it.</summary>
    /// <exception cref="ArgumentException">The expression is not valid; the message says where.</exception>
    public static Regex Compile(string pattern, RuleModifiers modifiers)
    {
        if (PosixClass().Match(pattern) is { Success: true } posix)
        {
            throw new ArgumentException(
                $"The POSIX class {posix.Value} means something else in a .NET regular expression; " +
                @"write \s for [:space:], \d for [:digit:], \w for [:word:], a-zA-Z for [:alpha:], a-zA-Z0-9 for [:alnum:].");
        }

        var options = RegexOptions.CultureInvariant;
        if (modifiers.HasFlag(RuleModifiers.Caseless))
        {
            // Generated code is far faster than any interpreter, and both are anchored, so linear.
            if (pattern == WellKnownRules.LockingRead) return LockingRead();
            if (pattern == WellKnownRules.Read) return Read();
            options |= RegexOptions.IgnoreCase;
        }

        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            // Lookaround, backreferences and atomic groups need backtracking, and that a limit.
            return new Regex(pattern, options, BacktrackingLimit);
        }
    }

    /// <summary>Whether an expression is searched for with a time limit, because the linear-time engine does not understand it.</summary>
    public static bool HasLimit(Regex regex) => regex.MatchTimeout != Regex.InfiniteMatchTimeout;

    [GeneratedRegex(WellKnownRules.LockingRead, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LockingRead();

    [GeneratedRegex(WellKnownRules.Read, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Read();

    [GeneratedRegex(@"\[:\^?[a-z]+:\]", RegexOptions.CultureInvariant)]
    private static partial Regex PosixClass();
}
