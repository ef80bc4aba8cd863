using RoutingData.Rules;

namespace RoutingData.Tests.Rules;

public class QueryRuleSetTests
{
    private const string ForUpdate = "SELECT a FROM t WHERE id = 1 FOR UPDATE";

    public static TheoryData<string, QueryRuleOptions[], string, int?, int?> Destinations => new()
    {
        { "no rule", [], "SELECT 1", null, null },
        { "no match", [To(10, 1, "^INSERT")], "SELECT 1", null, null },
        { "the well-known pair with apply", WellKnown(apply: true), ForUpdate, 10, 1 },
        { "the well-known pair with apply, a plain read", WellKnown(apply: true), "SELECT 1", 20, 2 },
        { "the well-known pair without apply: the last match wins", WellKnown(apply: false), ForUpdate, 20, 2 },
        { "order is by id, not by place", [To(20, 2, "^SELECT"), To(10, 1, "^SELECT", apply: true)], "SELECT 1", 10, 1 },
        { "a rule that is not active", [To(10, 1, "^SELECT", r => r.Active = false)], "SELECT 1", null, null },
        { "a later match without destination changes none", [To(10, 1, "^SELECT"), To(null, 2, "^SELECT")], "SELECT 1", 10, 1 },
        { "apply without destination ends it", [To(null, 1, "^SELECT", apply: true), To(20, 2, "^SELECT")], "SELECT 1", null, null },
        { "apply without a match ends nothing", [To(10, 1, "^INSERT", apply: true), To(20, 2, "^SELECT")], "SELECT 1", 20, 2 },
        { "case is ignored", [To(20, 1, "^select")], "SELECT 1", 20, 1 },
        { "case counts without CASELESS", [To(20, 1, "^select", r => r.ReModifiers = "")], "SELECT 1", null, null },
        { "found anywhere", [To(20, 1, "FROM t")], "SELECT a FROM t WHERE b", 20, 1 },
        { "negated", [To(10, 1, "^SELECT", r => r.NegateMatchPattern = true)], "INSERT 1", 10, 1 },
        { "negated, found", [To(10, 1, "^SELECT", r => r.NegateMatchPattern = true)], "SELECT 1", null, null },
        { "a chain", [Chain(1, 0, 5), To(20, 2, "SELECT"), To(30, 3, "SELECT", r => r.FlagIn = 5)], "SELECT 1", 30, 3 },
        { "a chain does not lead back to lower ids", [To(30, 1, "SELECT", r => r.FlagIn = 5), Chain(2, 0, 5)], "SELECT 1", null, null },
        { "apply comes before the chain", [Chain(1, 0, 5, apply: true), To(30, 2, "S", r => r.FlagIn = 5)], "SELECT 1", null, null },
        { "a chain and back", [Chain(1, 0, 5), Chain(2, 5, 0), To(20, 3, "SELECT")], "SELECT 1", 20, 3 },
        { "a chain that is not entered", [Chain(1, 7, 5), To(20, 2, "SELECT")], "SELECT 1", 20, 2 },
        { "no condition matches all", [To(10, 1, null)], "CALL p()", 10, 1 },
    };

    [Theory]
    [MemberData(nameof(Destinations))]
    [Trait("Requirement", "D16")]
    public void Destination_is_what_ProxySQL_would_find(string _, QueryRuleOptions[] rules, string text, int? hostgroup, int? ruleId)
    {
        var outcome = Set(rules).Evaluate(new RuleInput(text));

        Assert.Equal((hostgroup, ruleId), (outcome.DestinationHostgroup, outcome.RuleId));
    }

    [Theory]
    [InlineData("app", "shop", true)]
    [InlineData("APP", "shop", false)]
    [InlineData("app", "Shop", false)]
    [InlineData("app", null, false)]
    [InlineData(null, "shop", false)]
    public void User_and_schema_match_to_the_letter(string? user, string? schema, bool matches)
    {
        var rules = Set(To(10, 1, null, r => (r.Username, r.SchemaName) = ("app", "shop")));

        Assert.Equal(matches ? 10 : null, rules.Evaluate(new RuleInput("SELECT 1", user, schema)).DestinationHostgroup);
    }

    [Theory]
    [InlineData(false, "SELECT 1 -- x", true)]
    [InlineData(false, "SELECT 1", false)]
    [InlineData(false, "INSERT 1 -- x", false)]
    [InlineData(true, "SELECT 1 -- x", false)]
    [InlineData(true, "SELECT 1", false)]
    [InlineData(true, "INSERT 1 -- x", false)]
    [InlineData(true, "INSERT 1", true)]
    public void Negation_turns_both_expressions_around(bool negate, string text, bool matches)
    {
        var rule = new QueryRuleOptions
        {
            RuleId = 1, MatchDigest = "^SELECT", MatchPattern = "-- x", NegateMatchPattern = negate, DestinationHostgroup = 20,
        };

        Assert.Equal(matches, Set(rule).Evaluate(new RuleInput(text)).RuleId == 1);
    }

    [Fact]
    public void Of_each_field_the_last_match_counts_and_silence_changes_nothing()
    {
        var outcome = Set(
            new QueryRuleOptions
            {
                RuleId = 1, DestinationHostgroup = 20, Unsafe = true, Timeout = 100, Retries = 1, Delay = 5, ErrorMsg = "one",
                Multiplex = false, Log = true,
            },
            new QueryRuleOptions { RuleId = 2, Timeout = 0, Delay = 7, ErrorMsg = "two", Log = false },
            new QueryRuleOptions { RuleId = 3 }).Evaluate(new RuleInput("SELECT 1"));

        Assert.Equal((20, 1, true), (outcome.DestinationHostgroup, outcome.RuleId, outcome.Unsafe));
        Assert.Equal((0, 1, 7), (outcome.TimeoutMs, outcome.Retries, outcome.DelayMs));
        Assert.Equal(("two", 2), (outcome.ErrorMessage, outcome.ErrorRuleId));
        Assert.Equal((false, false), (outcome.Multiplex, outcome.Log));
    }

    [Fact]
    public void Unsafe_is_that_of_the_rule_that_set_the_destination()
    {
        var rules = Set(To(20, 1, null, r => r.Unsafe = true), To(20, 2, null));

        Assert.False(rules.Evaluate(new RuleInput("UPDATE t SET a = 1")).Unsafe);
    }

    [Fact]
    public void Digest_text_is_asked_for_once_and_only_when_a_rule_looks_at_it()
    {
        var asked = 0;
        string Digest(string text)
        {
            asked++;
            return text;
        }

        new QueryRuleSet([new() { RuleId = 1, MatchPattern = "x" }, new() { RuleId = 2, FlagIn = 9, MatchDigest = "x" }], Digest)
            .Evaluate(new RuleInput("SELECT 1"));
        Assert.Equal(0, asked);

        new QueryRuleSet([To(20, 1, "x"), To(20, 2, "y")], Digest).Evaluate(new RuleInput("SELECT 1"));
        Assert.Equal(1, asked);
    }

    [Fact]
    public void Digest_is_compared_as_the_statistics_write_it()
    {
        var rules = new QueryRuleSet(
            [new() { RuleId = 1, Digest = DigestHash.Format(DigestHash.Of("SELECT ?")), DestinationHostgroup = 30 }],
            text => text.Replace('1', '?').Replace('2', '?'));

        Assert.Equal(30, rules.Evaluate(new RuleInput("SELECT 2")).DestinationHostgroup);
        Assert.Null(rules.Evaluate(new RuleInput("SELECT a")).DestinationHostgroup);
    }

    [Fact]
    public void Rewritten_text_is_what_later_patterns_see_and_digests_do_not()
    {
        var outcome = Set(
            new() { RuleId = 1, MatchPattern = "FROM old", ReplacePattern = "FROM new" },
            new() { RuleId = 2, MatchPattern = "FROM new", DestinationHostgroup = 30 },
            new() { RuleId = 3, MatchDigest = "FROM new", DestinationHostgroup = 40 }).Evaluate(new RuleInput("SELECT a FROM old"));

        Assert.Equal(("SELECT a FROM new", 30), (outcome.RewrittenText, outcome.DestinationHostgroup));
    }

    [Fact]
    [Trait("Requirement", "D47")]
    public void Hits_are_counted_for_every_rule_that_matched_each_time_an_outcome_is_used()
    {
        var rules = Set(To(10, 1, "^SELECT"), To(20, 2, "^SELECT"), To(30, 3, "^INSERT"));
        var outcome = rules.Evaluate(new RuleInput("SELECT 1"));

        Parallel.For(0, 10_000, _ => rules.Count(outcome));

        Assert.Equal((10_000, 10_000, 0, 0), (rules.HitsOf(1), rules.HitsOf(2), rules.HitsOf(3), rules.HitsOf(99)));
    }

    private static QueryRuleSet Set(params QueryRuleOptions[] rules) => new(rules, text => text);

    private static QueryRuleOptions[] WellKnown(bool apply) =>
        [To(10, 1, "^SELECT.*FOR UPDATE$", apply: apply), To(20, 2, "^SELECT", apply: apply)];

    private static QueryRuleOptions Chain(int id, int flagIn, int flagOut, bool apply = false) =>
        new() { RuleId = id, FlagIn = flagIn, FlagOut = flagOut, Apply = apply };

    private static QueryRuleOptions To(int? hostgroup, int id, string? digest, Action<QueryRuleOptions>? change = null, bool apply = false)
    {
        var rule = new QueryRuleOptions { RuleId = id, MatchDigest = digest, DestinationHostgroup = hostgroup, Apply = apply };
        change?.Invoke(rule);
        return rule;
    }
}
