using System.Globalization;
using RoutingData.Rules;

namespace RoutingData.Tests.Rules;

public class RulePatternTests
{
    [Theory]
    [InlineData("^SELECT.*FOR UPDATE$", "SELECT a FOR UPDATE", true)]
    [InlineData("^SELECT.*FOR UPDATE$", "SELECT a\nFOR UPDATE", false)]
    [InlineData("^SELECT.*FOR UPDATE$", "SELECT a FOR UPDATE\n", true)]
    [InlineData("^SELECT.*FOR UPDATE$", "SELECT a FOR UPDATE;", false)]
    [InlineData("^SELECT.*FOR UPDATE$", "SELECT a FOR UPDATE NOWAIT", false)]
    [InlineData("^SELECT.*FOR UPDATE$", "select a for update", true)]
    [InlineData("^SELECT", " SELECT a", false)]
    [InlineData("^SELECT", "a\nSELECT", false)]
    [InlineData("^SELECT.+FOR UPDATE$", "SELECT a\nFOR UPDATE", false)]
    [InlineData("b$", "a b\nc", false)]
    [InlineData(@"^\s*SELECT", "\n\tselect", true)]
    [InlineData("(?i)from T", "FROM t", true)]
    [Trait("Requirement", "D16")]
    public void Pattern_matches_as_in_ProxySQL(string pattern, string text, bool matches) =>
        Assert.Equal(matches, RulePattern.Compile(pattern, RuleModifiers.Caseless).IsMatch(text));

    [Fact]
    public void Case_is_ignored_alike_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
            Assert.Matches(RulePattern.Compile("^insert into id", RuleModifiers.Caseless), "INSERT INTO ID");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Pattern_that_explodes_when_backtracking_is_linear()
    {
        var regex = RulePattern.Compile("^(a+)+$", RuleModifiers.None);

        Assert.False(RulePattern.HasLimit(regex));
        Assert.DoesNotMatch(regex, new string('a', 20_000) + "b");
    }

    [Theory]
    [InlineData(@"^SELECT(?!.*FOR UPDATE)")]
    [InlineData(@"(a)\1")]
    [InlineData(@"(?>a+)b")]
    public void Pattern_that_must_backtrack_has_a_limit(string pattern)
    {
        var regex = RulePattern.Compile(pattern, RuleModifiers.Caseless);

        Assert.True(RulePattern.HasLimit(regex));
        Assert.Equal(RulePattern.BacktrackingLimit, regex.MatchTimeout);
    }

    [Fact]
    public void Rule_that_does_not_finish_in_time_does_not_match_and_is_reported()
    {
        var rules = new QueryRuleSet(
            [
                new() { RuleId = 1, MatchPattern = @"^(?=x*)(a+)+$", DestinationHostgroup = 20, Apply = true },
                new() { RuleId = 2, DestinationHostgroup = 10 },
            ],
            text => text);

        var outcome = rules.Evaluate(new RuleInput(new string('a', 40) + "b"));

        Assert.Equal((10, 1), (outcome.DestinationHostgroup, outcome.TimedOutRuleId));
    }

    [Theory]
    [InlineData("SELECT (")]
    [InlineData("[a")]
    [InlineData("a++b")]
    [InlineData("^[[:space:]]*SELECT")]
    public void Pattern_that_is_not_valid_says_so(string pattern) =>
        Assert.ThrowsAny<ArgumentException>(() => RulePattern.Compile(pattern, RuleModifiers.Caseless));

    [Theory]
    [InlineData("CASELESS", 1)]
    [InlineData("caseless,GLOBAL", 3)]
    [InlineData(" GLOBAL ", 2)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    [InlineData("MULTILINE", -1)]
    public void Modifiers_are_read(string? text, int expected)
    {
        var valid = RuleModifiersParser.TryParse(text, out var modifiers);

        Assert.Equal(expected, valid ? (int)modifiers : -1);
    }

    [Theory]
    [InlineData("t(1)", "u", "CASELESS", "SELECT T1, t1", "SELECT u, t1")]
    [InlineData("t(1)", "u", "CASELESS,GLOBAL", "SELECT T1, t1", "SELECT u, u")]
    [InlineData("t(1)", "u", "GLOBAL", "SELECT T1, t1", "SELECT T1, u")]
    [InlineData(@"FROM (\w+)", @"FROM shop.\1", "CASELESS", "SELECT a FROM b", "SELECT a FROM shop.b")]
    [InlineData("SELECT", @"\0 /*+ MAX_EXECUTION_TIME(1000) */", "CASELESS", "SELECT 1", "SELECT /*+ MAX_EXECUTION_TIME(1000) */ 1")]
    [InlineData("a", "$0 $1", "CASELESS", "SELECT a", "SELECT $0 $1")]
    [InlineData("a", @"\\", "CASELESS", "SELECT a", @"SELECT \")]
    [InlineData(" LIMIT 1", "", "CASELESS", "SELECT a LIMIT 1", "SELECT a")]
    public void Replacement_is_made(string pattern, string replacement, string modifiers, string text, string expected)
    {
        var rules = new QueryRuleSet(
            [new() { RuleId = 1, MatchPattern = pattern, ReplacePattern = replacement, ReModifiers = modifiers }], digest => digest);

        Assert.Equal(expected, rules.Evaluate(new RuleInput(text)).RewrittenText);
    }
}
