using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

public sealed class OneWriteTests
{
    [Theory]
    [InlineData("INSERT INTO t VALUES (1)")]
    [InlineData("INSERT INTO t (a) VALUES (@a) RETURNING id")]
    [InlineData("INSERT INTO t (a) VALUES (1); SELECT LAST_INSERT_ID()")]
    [InlineData("INSERT INTO t (a) VALUES (@p0);\nSELECT `Id` FROM `t` WHERE ROW_COUNT() = 1 AND `Id` = LAST_INSERT_ID();\n")]
    [InlineData("UPDATE t SET a = 1 WHERE id = 2;\nSELECT ROW_COUNT();")]
    [InlineData("SET AUTOCOMMIT = 1;\nDELETE FROM t WHERE id = 1;\nSELECT ROW_COUNT();\n\n")]
    [InlineData("SELECT 1; DELETE FROM t; ; SELECT 2 -- the end")]
    [Trait("Requirement", "D08")]
    public void A_write_and_what_it_brings_mean_the_same_in_a_transaction(string text) => Assert.True(Is(text));

    [Theory]
    [InlineData("")]
    [InlineData("SELECT 1")]
    [InlineData("INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)")]
    [InlineData("INSERT INTO t VALUES (1); DELETE FROM t")]
    [InlineData("INSERT INTO t VALUES (1); CREATE TABLE u (a INT)")]
    [InlineData("INSERT INTO t VALUES (1); CALL p()")]
    [InlineData("INSERT INTO t VALUES (1); SET @a = 1")]
    [InlineData("INSERT INTO t VALUES (1); SET autocommit = 1")]
    [InlineData("SET autocommit = 0; INSERT INTO t VALUES (1)")]
    [InlineData("SET autocommit = 1, @a = 1; INSERT INTO t VALUES (1)")]
    [InlineData("BEGIN; INSERT INTO t VALUES (1); COMMIT")]
    [InlineData("INSERT INTO t VALUES (1); COMMIT")]
    [InlineData("SELECT LAST_INSERT_ID(); INSERT INTO t VALUES (1)")]
    [InlineData("INSERT INTO t VALUES (LAST_INSERT_ID()); SELECT 1")]
    [InlineData("UPDATE t SET n = ROW_COUNT(); SELECT 1")]
    [InlineData("INSERT INTO t VALUES (1); SELECT GET_LOCK('a', 1)")]
    [InlineData("INSERT INTO t VALUES (1); SELECT unknown_code()")]
    [InlineData("INSERT INTO t VALUES (unknown_code()) RETURNING id")]
    [InlineData("INSERT INTO t VALUES (1); SELECT a FROM t INTO OUTFILE 'f'")]
    [InlineData("INSERT INTO t VALUES (1) /*!80000 ON DUPLICATE KEY UPDATE a = 2 */; SELECT 1")]
    [InlineData("INSERT INTO t VALUES ('never ends")]
    [InlineData("INSERT INTO t VALUES (1); SELECT 1 /* never ends")]
    [InlineData("LOAD DATA INFILE 'f' INTO TABLE t")]
    [Trait("Requirement", "D08")]
    public void Anything_else_may_not(string text) => Assert.False(Is(text));

    private static bool Is(string text) =>
        OneWrite.Is(text, StatementClassifier.Classify(text, ClassifierOptions.Default, ["@a", "@p0"]), ClassifierOptions.Default);
}
