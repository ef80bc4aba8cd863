using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

/// <summary>Expected texts are what ProxySQL's own tokenizer gives, unless a comment says otherwise.</summary>
public sealed class DigestTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("SELECT 1", "SELECT ?")]
    [InlineData("  SELECT\r\n\t 1 \r\n\t", "SELECT ?")]
    [InlineData("SELECT/* c */1", "SELECT ?")]
    [InlineData("/* c */SELECT 1 /* d */ ;", "SELECT ?")]
    [InlineData("# c \n  SELECT 1.1 #d\n  ", "SELECT ?")]
    [InlineData("-- c\n SELECT 1.1-- d\n", "SELECT ?")]
    [InlineData("SELECT 1 --1", "SELECT ?-?")]
    [InlineData("SELECT * FROM t FOR UPDATE  ; SELECT 1  ;", "SELECT * FROM t FOR UPDATE ; SELECT ?")]
    [InlineData("SELECT * FROM t FOR UPDATE;;", "SELECT * FROM t FOR UPDATE")]
    [InlineData("SELECT 'a''b', \"c\\\"d\", N'x', _utf8'y', x'41'", "SELECT ?,?,N?,_utf8?,x?")]
    [InlineData("SELECT 1.5, .5, 1e9, 1.1E-9, 0x1F, 1e+5", "SELECT ?,.?,?,?,?,?")]
    [InlineData("SELECT t1.c2 FROM t1 WHERE 1a = 2", "SELECT t1.c2 FROM t1 WHERE 1a = ?")]
    [InlineData("SELECT NULL, null FROM t WHERE a = TRUE", "SELECT NULL,null FROM t WHERE a = TRUE")]
    [InlineData("SELECT a , b,c FROM t WHERE d IN ( 1, 2 )", "SELECT a,b,c FROM t WHERE d IN (?,?)")]
    [InlineData("SELECT f( 1 , -2 )", "SELECT f(?,?)")]
    [InlineData("SELECT 1 + 1, 2*3 , 4 - -5", "SELECT ?+?,?*?,?- ?")]
    [InlineData("SELECT - 1, + 'x'", "SELECT ?,?")]
    [InlineData("SELECT NOW() - 1", "SELECT NOW() -?")]
    [InlineData("UPDATE t SET a = a + 1 WHERE b=-1", "UPDATE t SET a = a ? WHERE b=?")]
    [InlineData("SELECT a - b", "SELECT a  b")]
    [InlineData("SELECT * FROM t WHERE a IN (1,2,3,4)", "SELECT * FROM t WHERE a IN (?,?,?,?)")]
    [InlineData("SELECT * FROM t WHERE a IN (1,2,3,4,5)", "SELECT * FROM t WHERE a IN (?,?,?,...)")]
    [InlineData("SELECT * FROM t WHERE a IN ('a', 'b', 'c', 'd', 'e', 'f')", "SELECT * FROM t WHERE a IN (?,?,?,...)")]
    [InlineData("SELECT * FROM t WHERE a IN (?, ?, ?, ?, ?)", "SELECT * FROM t WHERE a IN (?,?,?,...)")]
    [InlineData("SELECT 1,2,3,4,5,6", "SELECT ?,?,?,?,?,?")]
    [InlineData("SELECT f(1,2,3,4,5, 6+7, 8)", "SELECT f(?,?,?,...,?+?,?)")]
    [InlineData("INSERT INTO t (a) VALUES (1,2),(3,4)", "INSERT INTO t (a) VALUES (?,?),(?,?)")]
    [InlineData("/*!40001 SELECT a */ FROM t", "SELECT a FROM t")]
    public void Digest_is_ProxySQLs_text(string text, string digest) => Assert.Equal(digest, StatementDigest.Of(text));

    [Theory]
    [InlineData(10, "")]
    [InlineData(11, ",...")]
    [InlineData(5000, ",...")]
    public void Of_many_long_rows_ten_remain(int rows, string rest)
    {
        var values = string.Join(", ", Enumerable.Repeat("(1, 'a', 2, 3, 4)", rows));
        var text = $"INSERT INTO t VALUES {values} ON DUPLICATE KEY UPDATE a = 1";
        var kept = string.Join(',', Enumerable.Repeat("(?,?,?,...)", 10));
        Assert.Equal($"INSERT INTO t VALUES {kept}{rest} ON DUPLICATE KEY UPDATE a = ?", StatementDigest.Of(text));
    }

    [Fact]
    public void Literals_inside_executable_comments_are_hidden_though_ProxySQL_shows_them() =>
        Assert.Equal("SET sql_mode = ?", StatementDigest.Of("/*!50700 SET sql_mode = 'secret' */"));

    [Fact]
    public void A_string_that_never_ends_is_one_literal() => Assert.Equal("SELECT ?", StatementDigest.Of("SELECT 'secret"));

    [Fact]
    public void A_digest_has_at_most_2048_characters() =>
        Assert.Equal(2048, StatementDigest.Of("SELECT " + string.Join(", ", Enumerable.Repeat("some_column", 1000))).Length);

    [Fact]
    public void The_digest_of_a_digest_of_the_corpus_is_itself_but_for_signs()
    {
        foreach (var entry in Corpus.Reads.Where(entry => !entry.Statement.AsSpan().ContainsAny("+-/*")))
        {
            var digest = StatementDigest.Of(entry.Statement);
            Assert.Equal(digest, StatementDigest.Of(digest));
        }
    }
}
