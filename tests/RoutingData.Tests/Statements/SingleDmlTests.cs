using System.Collections.Frozen;
using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

public sealed class SingleDmlTests
{
    [Theory]
    [InlineData("INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1)")]
    [InlineData("insert into t values (1) ; ", "insert into t values (1)")]
    [InlineData("UPDATE t SET a = ';' WHERE id = 1;", "UPDATE t SET a = ';' WHERE id = 1")]
    [InlineData("/* hint */ DELETE FROM t -- all of it", "/* hint */ DELETE FROM t")]
    [InlineData("REPLACE INTO t VALUES (1); # the end", "REPLACE INTO t VALUES (1)")]
    [InlineData("INSERT INTO t VALUES (1) /* ; */ ;\n-- x\n", "INSERT INTO t VALUES (1)")]
    [InlineData("DELETE FROM t WHERE a = \"it's; fine\"", "DELETE FROM t WHERE a = \"it's; fine\"")]
    public void What_comes_after_its_last_token_is_left_out(string text, string statement) =>
        Assert.Equal(statement, text[..SingleDml.LengthIn(text, ClassifierOptions.Default)]);

    [Theory]
    [InlineData("")]
    [InlineData("SELECT 1")]
    [InlineData("CREATE TABLE t (a INT)")]
    [InlineData("CALL p()")]
    [InlineData("LOAD DATA INFILE 'f' INTO TABLE t")]
    [InlineData("WITH x AS (SELECT 1) UPDATE t, x SET t.a = 1")]
    [InlineData("INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)")]
    [InlineData("INSERT INTO t VALUES (1); SELECT LAST_INSERT_ID()")]
    [InlineData("INSERT INTO t VALUES (1) RETURNING id")]
    [InlineData("INSERT INTO t VALUES (1) /*!80000 ON DUPLICATE KEY UPDATE a = 2 */")]
    [InlineData("INSERT INTO t VALUES (1) /*! ON DUPLICATE KEY UPDATE a = 2 */")]
    [InlineData("INSERT INTO t VALUES (1) /*!50100 , (2) */")]
    [InlineData("INSERT INTO t VALUES (1);;")]
    [InlineData("INSERT INTO t VALUES (LAST_INSERT_ID())")]
    [InlineData("UPDATE t SET n = ROW_COUNT()")]
    [InlineData("INSERT INTO t VALUES ('never ends")]
    [InlineData("INSERT INTO t VALUES (1) /* never ends")]
    public void Anything_else_is_none(string text) => Assert.Equal(0, SingleDml.LengthIn(text, ClassifierOptions.Default));

    [Fact]
    public void A_backslash_is_what_the_session_reads()
    {
        const string text = @"INSERT INTO t VALUES ('\'); DROP TABLE t -- ')";
        Assert.Equal(text.Length, SingleDml.LengthIn(text, ClassifierOptions.Default));
        Assert.Equal(0, SingleDml.LengthIn(text, ClassifierOptions.Default with { NoBackslashEscapes = true }));
    }

    [Theory]
    [InlineData("INSERT INTO audit VALUES (1)", true)]
    [InlineData("INSERT INTO shop.`Audit` VALUES (1)", true)]
    [InlineData("INSERT INTO t SELECT * FROM audit", true)]
    [InlineData("INSERT INTO t VALUES ('audit')", false)]
    [InlineData("INSERT INTO audits VALUES (1)", false)]
    public void The_names_in_it_are_compared(string text, bool reaches) =>
        Assert.Equal(reaches, SingleDml.Reaches(text, ClassifierOptions.Default, new[] { "audit" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase)));
}
