using RoutingData.Monitor;
using RoutingData.Routing;
using RoutingData.Rules;
using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Tests.Routing;

/// <summary>The classifier under the rules. Pairs 10/20 and 11/21; hostgroup 30 is in none.</summary>
public sealed class RoutePolicyTests
{
    private const string Write = "UPDATE t SET a = 1";
    private const string Locking = "SELECT a FROM t FOR UPDATE; -- why not";

    private static readonly ReplicationHostgroup[] Pairs = [new(10, 20), new(11, 21)];

    [Theory]
    [InlineData("SELECT a FROM t", RouteTarget.Reader, 20)]
    [InlineData(Write, RouteTarget.Writer, 10)]
    [InlineData(Locking, RouteTarget.Writer, 10)]
    [InlineData("SELECT LAST_INSERT_ID()", RouteTarget.Session, 10)]
    [InlineData("gibberish", RouteTarget.Writer, 10)]
    [InlineData("", RouteTarget.Writer, 10)]
    public void Without_rules_plain_reads_are_offloaded_and_nothing_else(string text, RouteTarget target, int hostgroup)
    {
        var decision = Decide(text, rule: null);
        Assert.Equal((target, hostgroup, null), (decision.Target, decision.Hostgroup, decision.RuleId));
    }

    [Theory]
    [Trait("Requirement", "D16")]
    // A plain read may go anywhere.
    [InlineData("SELECT a FROM t", 20, 20)]
    [InlineData("SELECT a FROM t", 10, 10)]
    [InlineData("SELECT a FROM t", 21, 21)]
    [InlineData("SELECT a FROM t", 30, 30)]
    // Everything else may go to whatever is not read-only.
    [InlineData(Write, 10, 10)]
    [InlineData(Write, 11, 11)]
    [InlineData(Write, 30, 30)]
    [InlineData(Locking, 11, 11)]
    public void A_rule_chooses_the_hostgroup(string text, int destination, int hostgroup)
    {
        var decision = Decide(text, destination);
        Assert.Equal((hostgroup, 7), (decision.Hostgroup, decision.RuleId));
    }

    [Theory]
    [Trait("Requirement", "D16")]
    [InlineData(Write, 20)]
    [InlineData(Write, 21)]
    [InlineData(Locking, 20)]
    [InlineData("SELECT 1; DROP TABLE t", 20)]
    [InlineData("SELECT app.writes()", 20)]
    [InlineData("BEGIN", 20)]
    public void A_rule_to_readers_is_overruled_and_said_so(string text, int destination)
    {
        var decision = Decide(text, destination);
        Assert.Equal((RouteTarget.Writer, 10, null), (decision.Target, decision.Hostgroup, decision.RuleId));
        Assert.Contains($"rule 7 would send it to reader hostgroup {destination} and is overruled",
            decision.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Requirement", "D16")]
    [InlineData(Write)]
    [InlineData("SELECT app.writes()")]
    public void A_rule_that_is_marked_unsafe_is_obeyed(string text)
    {
        var decision = Decide(text, rule: 20, isUnsafe: true);
        Assert.Equal((RouteTarget.Reader, 20, 7), (decision.Target, decision.Hostgroup, decision.RuleId));
    }

    [Theory]
    [Trait("Requirement", "D09")]
    [Trait("Requirement", "D13")]
    [InlineData("SELECT LAST_INSERT_ID()", 20)]
    [InlineData("SELECT LAST_INSERT_ID()", 11)]
    [InlineData("COMMIT", 20)]
    [InlineData("SELECT @x", 30)]
    public void What_needs_the_sessions_connection_goes_there_whatever_a_rule_says(string text, int destination)
    {
        var decision = Decide(text, destination);
        Assert.Equal((RouteTarget.Session, 10, null), (decision.Target, decision.Hostgroup, decision.RuleId));
    }

    [Theory]
    [InlineData("SELECT a FROM t", "^INSERT", 20)]
    [InlineData("  /* tag */ select a from t", "^SELECT", 20)]
    public void A_plain_read_that_no_rule_matched_is_offloaded_all_the_same(string text, string pattern, int hostgroup)
    {
        var rules = Rules(new QueryRuleOptions { RuleId = 1, MatchPattern = pattern, DestinationHostgroup = 10, Apply = true });
        var decision = Policy().Decide(Classify(text), rules.Evaluate(new RuleInput(text)));
        Assert.Equal((RouteTarget.Reader, hostgroup, null), (decision.Target, decision.Hostgroup, decision.RuleId));
    }

    [Theory]
    [InlineData(20, "SELECT a FROM t", 20)]
    [InlineData(20, Write, 10)]
    [InlineData(11, "SELECT a FROM t", 21)]
    [InlineData(11, Write, 11)]
    // A default hostgroup without a pair has no readers.
    [InlineData(30, "SELECT a FROM t", 30)]
    [InlineData(30, Write, 30)]
    public void The_default_hostgroup_names_the_pair(int defaultHostgroup, string text, int hostgroup) =>
        Assert.Equal(hostgroup, new RoutePolicy(defaultHostgroup, Pairs).Decide(Classify(text), RuleOutcome.None).Hostgroup);

    [Theory]
    [Trait("Requirement", "D01")]
    [Trait("Requirement", "D03")]
    [Trait("Requirement", "D05")]
    [Trait("Requirement", "D13")]
    [InlineData("SELECT 1", false, false, null)]
    [InlineData("SET NAMES utf8mb4", false, false, null)]
    [InlineData("SELECT 1", true, false, "a DbTransaction")]
    [InlineData("SELECT 1", false, true, "a TransactionScope")]
    [InlineData("BEGIN", false, false, "a transaction")]
    [InlineData("SET autocommit = 0", false, false, "an implicit transaction (autocommit is off)")]
    [InlineData("SET @x = 1", false, false, "user variables")]
    public void The_sessions_state_is_stricter_than_any_rule(string before, bool dbTransaction, bool ambient, string? held)
    {
        var state = SessionState.Initial.After(Classify(before));
        foreach (var decision in new[]
            { Decide("SELECT a FROM t", rule: null), Decide("SELECT a FROM t", rule: 20), Decide(Write, rule: 20, isUnsafe: true) })
        {
            var within = Policy().DecideInSession(decision, state, dbTransaction, ambient);
            Assert.Equal(held is null ? decision.Target : RouteTarget.Session, within.Target);
            if (held is null)
            {
                Assert.Same(decision, within);
                continue;
            }

            Assert.Equal(10, within.Hostgroup);
            Assert.StartsWith($"the session holds {held}; on its own: {decision.Reason}", within.Reason, StringComparison.Ordinal);
        }
    }

    private static RouteDecision Decide(string text, int? rule, bool isUnsafe = false)
    {
        QueryRuleOptions[] options = rule is null ? [] :
            [new QueryRuleOptions { RuleId = 7, DestinationHostgroup = rule, Unsafe = isUnsafe }];
        return Policy().Decide(Classify(text), Rules(options).Evaluate(new RuleInput(text)));
    }

    private static RoutePolicy Policy() => new(10, Pairs);

    private static QueryRuleSet Rules(params QueryRuleOptions[] options) => new(options, StatementDigest.Of);

    private static StatementTraits Classify(string text) => StatementClassifier.Classify(text, ClassifierOptions.Default);
}
