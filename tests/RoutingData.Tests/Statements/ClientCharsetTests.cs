using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

/// <summary>Drivers send UTF-8. A server that was told otherwise reads what is beyond ASCII in it as other characters, quotes included.</summary>
[Trait("Fault", "B8")]
public sealed class ClientCharsetTests
{
    // In gbk the last byte of the character and the backslash are one character, so that the string ends before SLEEP.
    private const string Attack = "SELECT '中\\', SLEEP(0), GET_LOCK('attack', 0) AS got -- '";

    [Theory]
    [InlineData("SET NAMES gbk", true)]
    [InlineData("SET NAMES 'GBK'", true)]
    [InlineData("SET NAMES sjis COLLATE sjis_bin", true)]
    [InlineData("SET CHARACTER SET big5", true)]
    [InlineData("SET CHARSET cp932", true)]
    [InlineData("SET character_set_client = gb18030", true)]
    [InlineData("SET @@character_set_client = 28", true)]
    [InlineData("SET SESSION character_set_client := @cs", true)]
    [InlineData("SET NAMES DEFAULT", true)]
    [InlineData("SET NAMES some_new_charset", true)]
    [InlineData("SET time_zone = '+00:00', NAMES gbk", true)]
    [InlineData("SET NAMES utf8mb4; SET NAMES gbk", true)]
    [InlineData("SET NAMES latin1", false)]
    [InlineData("SET NAMES euckr", false)]
    public void What_is_beyond_ASCII_may_be_anything_from_then_on(string text, bool pins)
    {
        var state = SessionState.Initial.After(Classify(text));
        Assert.Equal(pins, state.Pins.HasFlag(SessionPins.Setting));

        var attack = Classify(Attack, state.SqlModes);
        Assert.Equal((StatementTarget.Writer, true, TransactionReading.Anything), (attack.Target, attack.Pins, attack.Transaction));
        Assert.True(Classify("SELECT 'plain'", state.SqlModes).IsPlainRead);
        Assert.False(Classify("SELECT 'é'", state.SqlModes).IsPlainRead);
        Assert.True(Classify("SELECT 'é'").IsPlainRead);
    }

    [Theory]
    [InlineData("SET NAMES utf8mb4")]
    [InlineData("SET NAMES 'utf8' COLLATE 'utf8_bin'")]
    [InlineData("SET character_set_client = utf8mb3")]
    [InlineData("SET character_set_results = gbk, collation_connection = gbk_bin")]
    public void UTF8_and_what_text_is_not_read_in_change_nothing(string text)
    {
        var state = SessionState.Initial.After(Classify(text));
        Assert.Equal((SessionPins.None, SqlModes.None), (state.Pins, state.SqlModes));
    }

    [Fact]
    public void The_rest_of_the_same_text_is_not_read_either()
    {
        var traits = Classify($"SET NAMES gbk; {Attack}; SELECT 1");
        Assert.Equal((StatementTarget.Writer, 2), (traits.Target, traits.PartCount));
        Assert.True(traits.StatementAt(1).Effects.HasFlag(StatementEffects.PinsUnknownCode));
        Assert.True(SessionState.Initial.AfterFailure(traits, refusal: null).SqlModes.HasFlag(SqlModes.ForeignCharset));
    }

    [Theory]
    [InlineData("CharSet=gbk")]
    [InlineData("Character Set=BIG5")]
    [InlineData("CharacterSet=sjis")]
    public void A_connection_string_that_names_one_is_refused(string keyword)
    {
        var fault = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(
            () => new RoutingDbDataSource($"Server=db001;User ID=app;{keyword}"));
        Assert.Contains("names a character set in which a quote or a backslash may be half of another character", fault.Message);
    }

    [Theory]
    [InlineData("CharSet=utf8mb4")]
    [InlineData("Character Set=latin1")]
    public void Others_are_not(string keyword)
    {
        using var source = new RoutingDbDataSource($"Server=db001;User ID=app;{keyword}");
        Assert.Equal(RouteTarget.Reader, source.Explain("SELECT 1").Target);
    }

    private static StatementTraits Classify(string text, SqlModes modes = SqlModes.None) => StatementClassifier.Classify(
        text, new ClassifierOptions { IsForeignCharset = modes.HasFlag(SqlModes.ForeignCharset) });
}
