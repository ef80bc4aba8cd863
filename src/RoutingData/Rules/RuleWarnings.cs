using System.Collections.Immutable;

namespace RoutingData.Rules;

/// <summary>What is suspicious about rules that are valid, in the order of their ids.</summary>
internal static class RuleWarnings
{
    /// <param name="rules">The rules that the user wrote; the default ones need no warning.</param>
    /// <param name="readerHostgroups">The reader hostgroups of all replication hostgroup pairs.</param>
    public static ImmutableArray<RuleWarning> Of(QueryRuleSet rules, IReadOnlySet<int> readerHostgroups) =>
    [
        .. Overridden(rules.Rules)
            .Concat(NeverReached(rules.Rules))
            .Concat(Backtracking(rules.Rules))
            .Concat(RuleSafety.WarningsOf(rules, readerHostgroups))
            .OrderBy(warning => warning.RuleId),
    ];

    private static IEnumerable<RuleWarning> Overridden(ImmutableArray<QueryRule> rules)
    {
        for (var i = 0; i < rules.Length; i++)
        {
            if (OverriderOf(rules, i) is { } later)
            {
                yield return new RuleWarning(
                    rules[i].RuleId,
                    $"Rule {rules[i].RuleId} sends statements to hostgroup {rules[i].DestinationHostgroup}, but rule {later.RuleId} " +
                    $"matches them too and sends them to hostgroup {later.DestinationHostgroup}: without Apply the last rule that " +
                    $"matches wins, as in ProxySQL. Set Apply to true on rule {rules[i].RuleId}.");
            }
        }
    }

    private static QueryRule? OverriderOf(ImmutableArray<QueryRule> rules, int index)
    {
        var rule = rules[index];
        if (rule.Apply || rule.DestinationHostgroup is null) return null;

        var chain = rule.FlagOut ?? rule.FlagIn;
        for (var i = index + 1; i < rules.Length; i++)
        {
            var later = rules[i];
            if (later.FlagIn != chain || !RuleCoverage.Covers(later, rule)) continue;
            if (later.DestinationHostgroup is { } other && other != rule.DestinationHostgroup) return later;
            if (later.Apply) return null;
            chain = later.FlagOut ?? chain;
        }

        return null;
    }

    private static IEnumerable<RuleWarning> NeverReached(ImmutableArray<QueryRule> rules)
    {
        HashSet<int> chains = [0];
        for (var i = 0; i < rules.Length; i++)
        {
            var rule = rules[i];
            if (!chains.Contains(rule.FlagIn))
            {
                yield return new RuleWarning(
                    rule.RuleId,
                    $"Rule {rule.RuleId} is never reached: no earlier rule leads to its chain. Rules are tried once, in the order of " +
                    $"their ids; give a rule with a lower id FlagOut {rule.FlagIn}.");
                continue;
            }

            if (StopperOf(rules, i) is { } earlier)
            {
                yield return new RuleWarning(
                    rule.RuleId,
                    $"Rule {rule.RuleId} is never reached: rule {earlier.RuleId} matches the same statements and has Apply, so " +
                    $"evaluation ends there. Give rule {rule.RuleId} a lower id, or remove it.");
            }

            if (rule.FlagOut is { } chain) chains.Add(chain);
        }
    }

    private static QueryRule? StopperOf(ImmutableArray<QueryRule> rules, int index)
    {
        for (var i = 0; i < index; i++)
            if (rules[i].Apply && rules[i].FlagIn == rules[index].FlagIn && RuleCoverage.Covers(rules[i], rules[index])) return rules[i];
        return null;
    }

    private static IEnumerable<RuleWarning> Backtracking(ImmutableArray<QueryRule> rules) =>
        from rule in rules
        where new[] { rule.MatchDigest, rule.MatchPattern }.Any(regex => regex is not null && RulePattern.HasLimit(regex))
        select new RuleWarning(
            rule.RuleId,
            $"Rule {rule.RuleId} uses lookaround, a backreference or an atomic group: a search that takes more than " +
            $"{RulePattern.BacktrackingLimit.TotalMilliseconds:0} ms is given up, and the rule does not match. Write it without them.");
}
