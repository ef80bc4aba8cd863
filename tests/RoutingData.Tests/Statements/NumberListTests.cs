using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

/// <summary>Numbers in a list are read at once: that must not change what is made of the text around them.</summary>
[Trait("Requirement", "D20")]
public sealed class NumberListTests
{
    [Theory]
    [InlineData("SELECT a FROM t WHERE id IN (%)")]
    [InlineData("SELECT a FROM t WHERE id IN (%) FOR UPDATE")]
    [InlineData("SELECT a FROM t WHERE id IN (%) INTO @x")]
    [InlineData("SELECT %, @x := 2")]
    [InlineData("SELECT %, GET_LOCK('a', 1), unknown(%)")]
    [InlineData("SELECT COALESCE(%, unknown(1))")]
    [InlineData("SELECT %, 5abc(1)")]
    [InlineData("SELECT %, 6.abc(1)")]
    [InlineData("SELECT %, 1e5(2)")]
    [InlineData("SELECT % -- , 4")]
    [InlineData("SELECT % /*! , unknown(1) */")]
    [InlineData("SELECT %, 'x', \"y\", `z`, LAST_INSERT_ID()")]
    [InlineData("SELECT a FROM t LIMIT %; DELETE FROM t WHERE id IN (%)")]
    [InlineData("WITH a (b) AS (SELECT %), c (d) AS (SELECT %) SELECT * FROM a, c")]
    [InlineData("INSERT INTO t VALUES (%), (%)")]
    [InlineData("CALL p(%)")]
    [InlineData("SELECT (%, (%")]
    public void A_list_is_as_good_as_its_first_number(string text)
    {
        var expected = Traits("1");
        foreach (var list in new[] { "1,2,3", "1, 2, 3", "1,  20,  300", "1 , 2 , 3", "1,2, 3 ,4,5", "1.5, 2, 3e4, 4" })
            Assert.Equal(expected, Traits(list));

        string Traits(string list)
        {
            var traits = StatementClassifier.Classify(text.Replace("%", list, StringComparison.Ordinal), ClassifierOptions.Default);
            return $"{traits.Target}: {traits.Reason}; {traits.Effects}, {traits.StatementCount}, {traits.NamedLocks}, {traits.RefusedMeansNotExecuted}";
        }
    }
}
