using System.Data;

namespace RoutingData.Tests.Documentation;

/// <summary>The telling examples of docs/routing.md.</summary>
internal static class RoutingExamples
{
    public static readonly RoutingExample[] Statements =
    [
        new("SELECT name FROM product WHERE id = 1"),
        new("(SELECT 1) UNION (SELECT 2)"),
        new("WITH recent AS (SELECT id FROM orders) SELECT * FROM recent"),
        new("TABLE product"),
        new("SHOW TABLES"),
        new("EXPLAIN SELECT 1"),
        new("EXPLAIN ANALYZE DELETE FROM orders"),
        new("SELECT * FROM stock WHERE id = 1 FOR UPDATE"),
        new("SELECT * FROM stock FOR UPDATE SKIP LOCKED"),
        new("SELECT * FROM stock FOR SHARE"),
        new("SELECT * FROM stock LOCK IN SHARE MODE;"),
        new("SELECT id\nFROM stock\nFOR UPDATE"),
        new("SELECT 'FOR UPDATE'"),
        new("SELECT name INTO @name FROM product LIMIT 1"),
        new("SELECT name FROM product INTO OUTFILE '/tmp/p'"),
        new("SELECT * FROM product WHERE id = @id"),
        new("SELECT * FROM product WHERE id = @id", ["@id"]),
        new("SELECT @row := @row + 1"),
        new("SET @x = 1"),
        new("SET NAMES utf8mb4"),
        new("SET time_zone = '+00:00'"),
        new("SET sql_log_bin = 0"),
        new("SET autocommit = 0"),
        new("SET GLOBAL max_connections = 500"),
        new("USE other"),
        new("SELECT LAST_INSERT_ID()"),
        new("SELECT FOUND_ROWS()"),
        new("SELECT SQL_CALC_FOUND_ROWS id FROM product LIMIT 1"),
        new("SELECT GET_LOCK('job', 1)"),
        new("SELECT NEXT VALUE FOR order_no"),
        new("SELECT shop.price_of(1)"),
        new("SELECT price_of(1)"),
        new("SELECT other.price_of(1)"),
        new("SELECT shop.book_seat(1)"),
        new("CREATE TEMPORARY TABLE t (a INT)"),
        new("INSERT INTO orders VALUES (1)"),
        new("SELECT 1; SELECT 2"),
        new("SELECT 1; DELETE FROM orders"),
        new("/*!50000 DELETE FROM orders */"),
        new("BEGIN"),
        new("START TRANSACTION READ ONLY"),
        new("CALL monthly_report()"),
        new("monthly_report", Type: CommandType.StoredProcedure),
        new("product", Type: CommandType.TableDirect),
        new("/* route=writer */ SELECT name FROM product"),
        new("-- route=writer\n\nSELECT name FROM product"),
        new("/* hostgroup=10 */ SELECT name FROM product"),
        new("/* route=reader */ DELETE FROM orders"),
        new("SELEC name FROM product"),
    ];

    /// <summary>Statements that a session has run, and the one that is asked about.</summary>
    public static readonly (string[] Before, string Statement)[] InSessions =
    [
        ([], "SELECT 1"),
        (["INSERT INTO orders VALUES (1)"], "SELECT 1"),
        (["BEGIN"], "SELECT 1"),
        (["BEGIN", "COMMIT"], "SELECT 1"),
        (["BEGIN", "CREATE TABLE t (a INT)"], "SELECT 1"),
        (["SET autocommit = 0"], "SELECT 1"),
        (["SET autocommit = 0", "COMMIT"], "SELECT 1"),
        (["SET @x = 1"], "SELECT 1"),
        (["SET time_zone = '+00:00'"], "SELECT 1"),
        (["CREATE TEMPORARY TABLE t (a INT)", "DROP TEMPORARY TABLE t"], "SELECT 1"),
        (["SELECT GET_LOCK('job', 1)"], "SELECT 1"),
        (["SELECT GET_LOCK('job', 1)", "SELECT RELEASE_LOCK('job')"], "SELECT 1"),
        (["LOCK TABLES t READ"], "/* route=reader */ SELECT 1"),
        (["LOCK TABLES t READ", "UNLOCK TABLES"], "SELECT 1"),
        (["CALL monthly_report()"], "SELECT 1"),
        (["SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"], "BEGIN"),
    ];
}
