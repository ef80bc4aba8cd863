using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

[Trait("Fault", "S14")]
public sealed class LikePatternTests
{
    [Fact]
    public void A_pattern_matches_what_the_same_regular_expression_matches()
    {
        var cases =
            from pattern in Gen.ListOf(Gen.Elements("%", "_", "a", "b", "A", "\\_", "\\%", "id"))
            from name in Gen.ListOf(Gen.Elements("a", "b", "_", "%", "id"))
            select (Pattern: string.Concat(pattern), Name: string.Concat(name));
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(cases.ToArbitrary(), test =>
        {
            var expression = Regex.Replace(test.Pattern, @"\\(.)|%|_|[a-z]", match => match.Value switch
            {
                "%" => ".*",
                "_" => ".",
                ['\\', var escaped] => Regex.Escape(escaped.ToString()),
                var letter => letter,
            }, RegexOptions.IgnoreCase);
            Assert.Equal(
                Regex.IsMatch(test.Name, $"^(?:{expression})$", RegexOptions.IgnoreCase), LikePattern.Matches(test.Pattern, test.Name));
        }));
    }
}
