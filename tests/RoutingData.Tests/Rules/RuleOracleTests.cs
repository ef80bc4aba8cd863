using FsCheck;
using FsCheck.Fluent;
using RoutingData.Rules;

namespace RoutingData.Tests.Rules;

/// <summary>Compares the rule set with ProxySQL's documented loop, written as a fold over a list: any rules, any statement.</summary>
public class RuleOracleTests
{
    private static readonly string[] Texts = ["SELECT a", "SELECT a FOR UPDATE", "INSERT a", "", "select\nb"];
    private static readonly string?[] Patterns = [null, "^SELECT", "UPDATE$", "a", "b", "."];

    private static Gen<QueryRuleOptions> Rule =>
        from id in Gen.Choose(0, 1_000_000)
        from flagIn in Gen.Choose(0, 2)
        from flagOut in Gen.Elements(null, 0, 1, (int?)2)
        from digest in Gen.Elements(Patterns)
        from pattern in Gen.Elements(Patterns)
        from destination in Gen.Elements(null, 10, (int?)20)
        from timeout in Gen.Elements(null, 0, (int?)5)
        from switches in Gen.Choose(0, 15)
        select new QueryRuleOptions
        {
            RuleId = id, FlagIn = flagIn, FlagOut = flagOut, MatchDigest = digest, MatchPattern = pattern, Timeout = timeout,
            DestinationHostgroup = destination, Apply = (switches & 1) != 0, NegateMatchPattern = (switches & 2) != 0,
            Active = (switches & 12) != 0,
        };

    private static Gen<QueryRuleOptions[]> Rules => Gen.Choose(0, 8).SelectMany(count => Gen.ArrayOf(Rule, count));

    [Fact]
    public void Any_rules_evaluate_as_the_documented_loop()
    {
        var property = Prop.ForAll(
            Rules.ToArbitrary(), Gen.Elements(Texts).ToArbitrary(), (rules, text) =>
            {
                var distinct = rules.DistinctBy(rule => rule.RuleId).ToArray();
                var outcome = new QueryRuleSet(distinct, digest => digest).Evaluate(new RuleInput(text));
                return (outcome.DestinationHostgroup, outcome.RuleId, outcome.TimeoutMs) == Expected(distinct, text);
            });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), property);
    }

    private static (int?, int?, int?) Expected(IEnumerable<QueryRuleOptions> rules, string text)
    {
        var end = rules.Where(rule => rule.Active).OrderBy(rule => rule.RuleId).Aggregate(
            (Flag: 0, Done: false, Said: ((int?)null, (int?)null, (int?)null)),
            (state, rule) =>
            {
                var (destination, ruleId, timeout) = state.Said;
                if (state.Done || rule.FlagIn != state.Flag) return state;
                if (!Found(rule.MatchDigest, rule, text) || !Found(rule.MatchPattern, rule, text)) return state;
                if (rule.DestinationHostgroup is not null) (destination, ruleId) = (rule.DestinationHostgroup, rule.RuleId);
                return (rule.FlagOut ?? state.Flag, rule.Apply, (destination, ruleId, rule.Timeout ?? timeout));
            });
        return end.Said;
    }

    private static bool Found(string? pattern, QueryRuleOptions rule, string text)
    {
        var upper = text.ToUpperInvariant();
        return pattern switch
        {
            null => true,
            "^SELECT" => upper.StartsWith("SELECT", StringComparison.Ordinal) != rule.NegateMatchPattern,
            "UPDATE$" => upper.EndsWith("UPDATE", StringComparison.Ordinal) != rule.NegateMatchPattern,
            "." => (text.Length > 0) != rule.NegateMatchPattern,
            _ => upper.Contains(pattern.ToUpperInvariant(), StringComparison.Ordinal) != rule.NegateMatchPattern,
        };
    }
}
