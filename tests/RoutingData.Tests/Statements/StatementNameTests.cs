using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

/// <summary>What a statement is called in metrics, spans and statistics.</summary>
public sealed class StatementNameTests
{
    [Theory]
    [InlineData("SELECT ?", "SELECT", null, "SELECT")]
    [InlineData("select name from product where id = ?", "SELECT", "product", "SELECT product")]
    [InlineData("SELECT * FROM `shop`.`the product` p", "SELECT", "shop.the product", "SELECT shop.the product")]
    [InlineData("SELECT * FROM a, b WHERE c IN (?,?)", "SELECT", null, "SELECT a b")]
    [InlineData("SELECT * FROM a JOIN b ON a.x = b.x LEFT JOIN c USING (x)", "SELECT", null, "SELECT a b c")]
    [InlineData("SELECT * FROM a JOIN a b ON a.x = b.y", "SELECT", "a", "SELECT a a")]
    [InlineData("SELECT x FROM a WHERE y IN (SELECT z FROM b)", "SELECT", null, "SELECT a SELECT b")]
    [InlineData("SELECT * FROM (SELECT x FROM a) t", "SELECT", "a", "SELECT SELECT a")]
    [InlineData("SELECT EXTRACT(YEAR FROM born), TRIM(? FROM name) FROM person", "SELECT", "person", "SELECT person")]
    [InlineData("SELECT ? FROM DUAL", "SELECT", null, "SELECT")]
    [InlineData("SELECT * FROM JSON_TABLE(?, ?) t", "SELECT", null, "SELECT")]
    [InlineData("(SELECT a FROM t) UNION (SELECT b FROM u)", "SELECT", null, "SELECT t SELECT u")]
    [InlineData("SELECT a FROM t FOR UPDATE", "SELECT", "t", "SELECT t")]
    [InlineData("INSERT INTO orders (a, b) VALUES (?,?)", "INSERT", "orders", "INSERT orders")]
    [InlineData("insert ignore orders SET a = ?", "INSERT", "orders", "INSERT orders")]
    [InlineData("INSERT INTO orders SELECT * FROM cart", "INSERT", null, "INSERT orders SELECT cart")]
    [InlineData("INSERT INTO t (a) VALUES (?) ON DUPLICATE KEY UPDATE a = ?", "INSERT", "t", "INSERT t")]
    [InlineData("REPLACE INTO t VALUES (?)", "REPLACE", "t", "REPLACE t")]
    [InlineData("UPDATE LOW_PRIORITY t SET a = ?, b = ?", "UPDATE", "t", "UPDATE t")]
    [InlineData("UPDATE a JOIN b ON a.x = b.x SET a.y = ?", "UPDATE", null, "UPDATE a b")]
    [InlineData("DELETE FROM t WHERE a = ?", "DELETE", "t", "DELETE t")]
    [InlineData("TRUNCATE TABLE t", "TRUNCATE", "t", "TRUNCATE t")]
    [InlineData("TRUNCATE t", "TRUNCATE", "t", "TRUNCATE t")]
    [InlineData("CREATE TABLE IF NOT EXISTS t (a INT)", "CREATE", "t", "CREATE t")]
    [InlineData("DROP TABLE a, b", "DROP", null, "DROP a b")]
    [InlineData("CALL give_change(?)", "CALL", null, "CALL give_change")]
    [InlineData("WITH x AS (SELECT a FROM t) SELECT * FROM x", "SELECT", "x", "SELECT x")]
    [InlineData("WITH x AS (SELECT a FROM t) UPDATE u SET a = ?", "UPDATE", "u", "UPDATE u")]
    [InlineData("SET autocommit = ?", "SET", null, "SET")]
    [InlineData("BEGIN", "BEGIN", null, "BEGIN")]
    [InlineData("SHOW COLUMNS FROM t", "SHOW", null, "SHOW")]
    [InlineData("USE shop; SELECT a FROM t", "USE", "t", "USE SELECT t")]
    [InlineData("FROB the server", "OTHER", null, "OTHER")]
    [InlineData("", "OTHER", null, "OTHER")]
    public void It_is_operations_and_tables(string digest, string operation, string? collection, string summary) =>
        Assert.Equal(new StatementName(operation, collection, summary), StatementName.Of(digest));

    [Fact]
    public void A_summary_has_an_end()
    {
        var name = StatementName.Of($"SELECT * FROM {string.Join(", ", Enumerable.Range(0, 1000).Select(number => $"t{number}"))}");

        Assert.InRange(name.Summary.Length, 200, 255);
        Assert.Null(name.Collection);
    }

    [Fact]
    public void No_literal_of_the_corpus_is_in_a_name()
    {
        foreach (var text in new[] { "SELECT 'secret' FROM t WHERE a = \"secret\"", "INSERT INTO t VALUES ('secret''', 42)", "SELECT /* secret */ 1 -- secret", "CALL p('secret')" })
        {
            var name = StatementName.Of(StatementDigest.Of(text));
            Assert.DoesNotContain("secret", name.Summary, StringComparison.Ordinal);
            Assert.DoesNotContain("42", name.Summary, StringComparison.Ordinal);
        }
    }
}
