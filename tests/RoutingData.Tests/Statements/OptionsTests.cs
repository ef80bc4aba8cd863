using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("SELECT * FROM t WHERE id = @id", "@id", true)]
    [InlineData("SELECT * FROM t WHERE id = @id", "id", true)]
    [InlineData("SELECT * FROM t WHERE id = @id", "?id", true)]
    [InlineData("SELECT * FROM t WHERE id = @ID", "@id", true)]
    [InlineData("SELECT * FROM t WHERE id = @`id`", "@id", true)]
    [InlineData("SELECT * FROM t WHERE id = @id AND a = @other", "@id", false)]
    [InlineData("SELECT * FROM t WHERE id = @id", "@id2", false)]
    [InlineData("SELECT * FROM t WHERE id = @id2", "@id", false)]
    [InlineData("SELECT * FROM t WHERE id = @id FOR UPDATE", "@id", false)]
    [InlineData("SELECT * FROM t INTO @id", "@id", false)]
    [InlineData("SELECT '@x', `@y` FROM t -- @z", "@id", true)]
    public void A_bound_name_is_a_value_and_any_other_is_session_state(string text, string parameter, bool isPlainRead) =>
        Assert.Equal(isPlainRead, StatementClassifier.Classify(text, ClassifierOptions.Default, [parameter]).IsPlainRead);

    [Fact]
    public void Many_parameters_are_found_like_few()
    {
        var names = Enumerable.Range(0, 500).Select(i => $"@p{i}").ToArray();
        var text = "SELECT * FROM t WHERE id IN (" + string.Join(", ", names.Select(name => name.ToUpperInvariant())) + ")";
        Assert.True(StatementClassifier.Classify(text, ClassifierOptions.Default, names).IsPlainRead);
        Assert.False(StatementClassifier.Classify(text, ClassifierOptions.Default, names[1..]).IsPlainRead);
    }

    [Theory]
    [InlineData("SELECT @p", true)]
    [InlineData("SELECT @@p, '@p', `@p`", false)]
    [InlineData("SELECT ?", false)]
    public void The_traits_say_whether_they_hold_for_these_parameter_names_only(string text, bool depends) =>
        Assert.Equal(depends, StatementClassifier.Classify(text, ClassifierOptions.Default, ["p"]).DependsOnParameterNames);

    [Theory]
    [Trait("Requirement", "D18")]
    [InlineData("SELECT app.tax(1)", true)]
    [InlineData("SELECT APP . Tax (1)", true)]
    [InlineData("SELECT `app`.`tax`(1)", true)]
    [InlineData("SELECT tax(1)", false)]
    [InlineData("SELECT other.tax(1)", false)]
    [InlineData("SELECT x.app.tax(1)", false)]
    [InlineData("SELECT app.tax2(1)", false)]
    [InlineData("SELECT geo_hash(1), `geo_hash`(2)", true)]
    [InlineData("SELECT app.geo_hash(1)", false)]
    [InlineData("SELECT my_geo_hash(1)", false)]
    [InlineData("SELECT app.tax(GET_LOCK('a', 1))", false)]
    public void Read_only_functions_are_matched_by_their_whole_name(string text, bool isPlainRead)
    {
        var options = new ClassifierOptions
        {
            ReadOnlyFunctions = new HashSet<string>(["app.tax", "geo_hash"], StringComparer.OrdinalIgnoreCase),
        };
        Assert.Equal(isPlainRead, StatementClassifier.Classify(text, options).IsPlainRead);
    }

    [Theory]
    [InlineData(@"SELECT 'a\' FOR UPDATE -- '", false, true)]
    [InlineData(@"SELECT 'a\' FOR UPDATE -- '", true, false)]
    [InlineData(@"SELECT 'a\'; DELETE FROM t; -- '", false, true)]
    [InlineData(@"SELECT 'a\'; DELETE FROM t; -- '", true, false)]
    [InlineData(@"SELECT 'C:\' FROM t", true, true)]
    [InlineData(@"SELECT 'C:\' FROM t", false, false)]
    public void Backslashes_escape_unless_the_sql_mode_says_no(string text, bool noBackslashEscapes, bool isPlainRead)
    {
        var options = new ClassifierOptions { NoBackslashEscapes = noBackslashEscapes };
        Assert.Equal(isPlainRead, StatementClassifier.Classify(text, options).IsPlainRead);
    }

    [Theory]
    [InlineData("SELECT \"app_fn\"(1)", true, false)]
    [InlineData("SELECT \"abs\"(1)", true, true)]
    [InlineData("SELECT \"FOR\" UPDATE", true, false)]
    [InlineData("SELECT \"a\\\" FOR UPDATE -- \"", false, true)]
    [InlineData("SELECT \"a\\\" FOR UPDATE -- \"", true, false)]
    [InlineData("SELECT \"a\"\"b\" FROM \"t\"", true, true)]
    public void Double_quotes_make_names_under_ansi_quotes(string text, bool ansiQuotes, bool isPlainRead)
    {
        var options = new ClassifierOptions { AnsiQuotes = ansiQuotes };
        Assert.Equal(isPlainRead, StatementClassifier.Classify(text, options).IsPlainRead);
    }

    [Fact]
    public void Calls_pin_unless_told_otherwise_but_an_out_argument_pins_always()
    {
        var options = new ClassifierOptions { CallPins = false };
        Assert.True(StatementClassifier.Classify("CALL p(1)", ClassifierOptions.Default).Pins);
        Assert.False(StatementClassifier.Classify("CALL p(1)", options).Pins);
        Assert.Equal(StatementEffects.PinsUserVariable, StatementClassifier.Classify("CALL p(@out)", options).Effects);
    }
}
