using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Tests.SessionStates;

/// <summary>What failed before it began leaves nothing behind. A number alone does not say so: the code that was called may have sent it.</summary>
[Trait("Fault", "S15")]
public sealed class ServerRefusalTests
{
    [Theory]
    [InlineData("SELEC 1", 1064, "You have an error in your SQL syntax; check the manual", false)]
    [InlineData("SELECT app_fn(1) FROM FROM t", 1064, "You have an error in your SQL syntax; check the manual", false)]
    [InlineData("CALL nosuch()", 1305, "PROCEDURE shop.nosuch does not exist", false)]
    [InlineData("CALL `NoSuch`", 1305, "PROCEDURE shop.nosuch does not exist", false)]
    [InlineData("CALL other.nosuch(1, 2)", 1305, "PROCEDURE other.nosuch does not exist", false)]
    [InlineData("EXECUTE nosuch", 1243, "Unknown prepared statement handler (nosuch) given to EXECUTE", false)]
    [InlineData("SELECT nosuch(1)", 1305, "FUNCTION shop.nosuch does not exist", false)]
    [InlineData("SELECT other.nosuch(1)", 1305, "FUNCTION other.nosuch does not exist", false)]
    // A procedure that calls what does not exist, or prepares what is no statement, has run so far.
    [InlineData("CALL p()", 1305, "PROCEDURE shop.nosuch does not exist", true)]
    [InlineData("CALL p()", 1305, "PROCEDURE shop.p2 does not exist", true)]
    [InlineData("CALL p()", 1305, "PROCEDURE other.p does not exist", true)]
    [InlineData("CALL other.p()", 1305, "PROCEDURE shop.p does not exist", true)]
    [InlineData("CALL p()", 1064, "You have an error in your SQL syntax; check the manual", true)]
    [InlineData("CALL p()", 1243, "Unknown prepared statement handler (s) given to EXECUTE", true)]
    [InlineData("CALL p()", 1062, "Duplicate entry '1' for key 'PRIMARY'", true)]
    [InlineData("EXECUTE s", 1243, "Unknown prepared statement handler (s2) given to EXECUTE", true)]
    [InlineData("EXECUTE s", 1064, "You have an error in your SQL syntax; check the manual", true)]
    [InlineData("SELECT app_fn(1)", 1305, "FUNCTION shop.inner_fn does not exist", true)]
    [InlineData("SELECT app_fn(1)", 1062, "Duplicate entry '1' for key 'PRIMARY'", true)]
    [InlineData("SELECT 1; SELEC 1", 1064, "You have an error in your SQL syntax; check the manual", false)]
    [InlineData("CALL p(); SELEC 1", 1064, "You have an error in your SQL syntax; check the manual", true)]
    [InlineData("CALL p(); CALL nosuch()", 1305, "PROCEDURE shop.nosuch does not exist", true)]
    public void Only_a_refusal_of_the_very_statement_ties_nothing(string text, int number, string message, bool pins)
    {
        var traits = StatementClassifier.Classify(text, ClassifierOptions.Default);
        var state = SessionState.Initial.AfterFailure(traits, new ServerRefusal(number, message, "shop"));
        Assert.Equal(pins ? SessionPins.UnknownCode : SessionPins.None, state.Pins);
        Assert.Equal(SessionPins.UnknownCode, SessionState.Initial.AfterFailure(traits, refusal: null).Pins);
    }
}
