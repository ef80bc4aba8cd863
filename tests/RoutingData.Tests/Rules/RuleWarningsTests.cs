using RoutingData.Rules;

namespace RoutingData.Tests.Rules;

[Trait("Requirement", "D16")]
public class RuleWarningsTests
{
    private static readonly HashSet<int> Readers = [20];

    [Fact]
    public void Well_known_pair_without_apply_warns_that_rule_2_overrides_rule_1()
    {
        var warnings = Warnings(
            new() { RuleId = 1, MatchDigest = "^SELECT.*FOR UPDATE$", DestinationHostgroup = 10 },
            new() { RuleId = 2, MatchDigest = "^SELECT", DestinationHostgroup = 20 });

        var overridden = Assert.Single(warnings, warning => warning.RuleId == 1);
        Assert.Contains("rule 2", overridden.Message, StringComparison.Ordinal);
        Assert.Contains("Apply", overridden.Message, StringComparison.Ordinal);
        Assert.Contains("FOR UPDATE", Assert.Single(warnings, warning => warning.RuleId == 2).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Well_known_pair_with_apply_still_warns_of_what_its_anchor_misses()
    {
        var warning = Assert.Single(Warnings([.. WellKnownRules.For(10, 20)]));

        Assert.Equal(2, warning.RuleId);
        Assert.Contains("NOWAIT", warning.Message, StringComparison.Ordinal);
        Assert.Contains("Unsafe", warning.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, QueryRuleOptions[], int[]> Suspicious => new()
    {
        { "rules to the writer only", [Rule(1, "^SELECT", 10), Rule(2, "^INSERT", 10)], [] },
        { "said to be unsafe", [Rule(1, "^SELECT", 20, rule => rule.Unsafe = true)], [] },
        { "unreachable behind apply", [Rule(1, "^SELECT", 10, rule => rule.Apply = true), Rule(2, "^select a", 30)], [2] },
        { "not covered by another user's rule", [Rule(1, "^SELECT", 10, Apply("other")), Rule(2, "^SELECT a", 30)], [] },
        { "not covered: the letter is optional", [Rule(1, "^SELECTS", 10, Apply(null)), Rule(2, "^SELECTS?", 30)], [] },
        { "not covered: an alternative", [Rule(1, "^SELECT", 10, Apply(null)), Rule(2, "^SELECT|^WITH", 30)], [] },
        { "behind a rule without conditions", [Rule(1, null, 10, Apply(null)), Rule(2, "^WITH", 30)], [2] },
        { "a chain nobody enters", [Rule(1, "^SELECT", 10, rule => rule.FlagIn = 3)], [1] },
        { "a chain entered too late", [Rule(1, "a", 10, rule => rule.FlagIn = 3), Rule(2, null, null, rule => rule.FlagOut = 3)], [1] },
        { "a chain", [Rule(1, null, null, rule => rule.FlagOut = 3), Rule(2, "^SELECT", 10, rule => rule.FlagIn = 3)], [] },
        { "overridden in its chain", [Rule(1, "^WITH", 10, rule => rule.FlagOut = 3), Rule(2, null, 30, rule => rule.FlagIn = 3)], [1] },
        { "a special case that comes later needs no apply", [Rule(1, "^SELECT", 30), Rule(2, "^SELECT.*FOR UPDATE", 10)], [] },
        { "lookahead", [Rule(1, "^SELECT(?!x)", 10)], [1] },
        { "a user's writes to readers", [Rule(1, null, 20, rule => rule.Username = "report")], [1] },
        { "refused before it can get there", [Rule(1, "^(SELECT|WITH)", 20, rule => rule.ErrorMsg = "no")], [] },
    };

    [Theory]
    [MemberData(nameof(Suspicious))]
    public void Suspicious_rule_is_named(string _, QueryRuleOptions[] rules, int[] warned) =>
        Assert.Equal(warned, Warnings(rules).Select(warning => warning.RuleId));

    private static IReadOnlyList<RuleWarning> Warnings(params QueryRuleOptions[] rules) =>
        RuleWarnings.Of(new QueryRuleSet(rules, text => text), Readers);

    private static Action<QueryRuleOptions> Apply(string? username) => rule => (rule.Apply, rule.Username) = (true, username);

    private static QueryRuleOptions Rule(int id, string? digest, int? hostgroup, Action<QueryRuleOptions>? change = null)
    {
        var rule = new QueryRuleOptions { RuleId = id, MatchDigest = digest, DestinationHostgroup = hostgroup };
        change?.Invoke(rule);
        return rule;
    }
}
