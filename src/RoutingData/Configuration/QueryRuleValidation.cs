using System.Text.RegularExpressions;
using RoutingData.Rules;

namespace RoutingData.Configuration;

/// <summary>What is wrong with the query rules, each by itself and with their ids.</summary>
internal static class QueryRuleValidation
{
    private const string Path = nameof(RoutingOptions.QueryRules);

    public static IEnumerable<OptionsError> Validate(IList<QueryRuleOptions> rules)
    {
        var firstWith = new Dictionary<int, int>();
        for (var i = 0; i < rules.Count; i++)
        {
            var path = $"{Path}[{i}]";
            if (!firstWith.TryAdd(rules[i].RuleId, i))
            {
                yield return new OptionsError(
                    $"{path}.{nameof(QueryRuleOptions.RuleId)}",
                    $"{rules[i].RuleId} is the id of {Path}[{firstWith[rules[i].RuleId]}] already; ids give the order: use another.");
            }

            foreach (var (setting, message) in Of(rules[i])) yield return new OptionsError($"{path}.{setting}", message);
        }
    }

    private static IEnumerable<(string Setting, string Message)> Of(QueryRuleOptions rule)
    {
        if (!RuleModifiersParser.TryParse(rule.ReModifiers, out var modifiers))
            yield return (nameof(rule.ReModifiers), "It must be CASELESS, GLOBAL, both with a comma between them, or empty.");

        if (!string.IsNullOrEmpty(rule.Digest) && !DigestHash.TryParse(rule.Digest, out _))
            yield return (nameof(rule.Digest), "It must be 0x and up to sixteen hexadecimal digits, as the statistics show it.");

        if (!string.IsNullOrEmpty(rule.MatchDigest) && !Compiles(rule.MatchDigest, modifiers, out _, out var ofDigest))
            yield return (nameof(rule.MatchDigest), ofDigest);

        if (rule.Consistency is { } level && !Enum.IsDefined(level)) yield return (nameof(rule.Consistency), "It is no level that there is.");
        if ((rule.Consistency == ConsistencyLevel.Bounded) != (rule.MaxStalenessMs is not null) && rule.Consistency is not null)
            yield return (nameof(rule.MaxStalenessMs), "It belongs to Consistency Bounded, and that needs it.");

        Regex? pattern = null;
        if (!string.IsNullOrEmpty(rule.MatchPattern) && !Compiles(rule.MatchPattern, modifiers, out pattern, out var ofPattern))
            yield return (nameof(rule.MatchPattern), ofPattern);

        if (rule.ReplacePattern is null) yield break;
        if (string.IsNullOrEmpty(rule.MatchPattern))
            yield return (nameof(rule.ReplacePattern), "It replaces what MatchPattern finds, and there is no MatchPattern.");
        else if (pattern is not null && ReplacementFault(rule.ReplacePattern, pattern, modifiers) is { } fault)
            yield return (nameof(rule.ReplacePattern), fault);
    }

    private static bool Compiles(string text, RuleModifiers modifiers, out Regex? regex, out string fault)
    {
        try
        {
            (regex, fault) = (RulePattern.Compile(text, modifiers), "");
            return true;
        }
        catch (ArgumentException e)
        {
            (regex, fault) = (null, $"It is not a regular expression that .NET understands. {e.Message}");
            return false;
        }
    }

    private static string? ReplacementFault(string replacement, Regex pattern, RuleModifiers modifiers)
    {
        try
        {
            _ = new RuleReplacement(replacement, pattern, modifiers);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }
}
