using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RoutingData.Rules;

/// <summary>A rule's <c>replace_pattern</c>: <c>\1</c> to <c>\9</c> are groups, <c>\0</c> the whole match, <c>\\</c> a backslash.</summary>
internal sealed class RuleReplacement
{
    private readonly Regex _regex;
    private readonly string _replacement;
    private readonly int _count;

    /// <exception cref="ArgumentException">The pattern names a group that the expression does not have, or ends in a backslash.</exception>
    public RuleReplacement(string replacePattern, Regex regex, RuleModifiers modifiers)
    {
        _regex = regex;
        _replacement = Translate(replacePattern, regex);
        _count = modifiers.HasFlag(RuleModifiers.Global) ? -1 : 1;
    }

    public string Apply(string text) => _regex.Replace(text, _replacement, _count);

    private static string Translate(string pattern, Regex regex)
    {
        var groups = regex.GetGroupNumbers().Length - 1;
        var result = new StringBuilder(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '$')
            {
                result.Append("$$");
            }
            else if (pattern[i] != '\\')
            {
                result.Append(pattern[i]);
            }
            else if (++i < pattern.Length && pattern[i] == '\\')
            {
                result.Append('\\');
            }
            else if (i < pattern.Length && char.IsAsciiDigit(pattern[i]))
            {
                if (pattern[i] - '0' > groups)
                    throw new ArgumentException($@"It uses \{pattern[i]}, but the expression has {groups} groups.");
                result.Append(CultureInfo.InvariantCulture, $"${{{pattern[i]}}}");
            }
            else
            {
                throw new ArgumentException(@"A backslash must be followed by a digit (a group) or by another backslash.");
            }
        }

        return result.ToString();
    }
}
