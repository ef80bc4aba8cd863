using RoutingData.Monitor;

namespace RoutingData.ServerTests.Routing;

/// <summary>Statements that a session without any state may send, each with where it must run.</summary>
internal static class RoutedStatements
{
    public static IReadOnlyList<string> ReadsOn(ServerFlavor flavor) =>
    [
        "SELECT v FROM keyed WHERE id = 1",
        "  select /* a comment */ v from keyed",
        "(SELECT 1) UNION (SELECT 2)",
        "WITH c AS (SELECT v FROM keyed) SELECT SUM(v) FROM c",
        "SELECT COUNT(*), NOW(), MAX(CONCAT('for update', id)) FROM keyed",
        "SELECT 'a; DELETE FROM keyed'",
        "SELECT `id` FROM keyed -- no lock",
        "SELECT @@hostname",
        "SHOW TABLES",
        "DESCRIBE keyed",
        "EXPLAIN SELECT * FROM keyed",
        flavor == ServerFlavor.MySql ? "VALUES ROW(1, 2)" : "VALUES (1, 2)",
    ];

    public static IReadOnlyList<(string Requirement, string Sql)> OthersOn(ServerFlavor flavor) =>
    [
        ("D20", "INSERT INTO numbered (v) VALUES (1)"),
        ("D20", "UPDATE keyed SET v = v + 1 WHERE id = 1"),
        ("D20", "DELETE FROM numbered WHERE v = 1"),
        ("D20", "REPLACE INTO keyed VALUES (2, 20)"),
        ("D20", "CREATE TABLE IF NOT EXISTS made_by_test (v INT)"),
        ("D20", "DROP TABLE IF EXISTS made_by_test"),
        ("D20", "CALL makes_scratch()"),
        ("D20", "DO SLEEP(0)"),
        ("D20", "SELECT GET_LOCK('routing', 0)"),
        ("D20", "SELECT @v := 1"),
        ("D20", "SELECT v FROM keyed WHERE id = 1 INTO @v"),
        ("D20", "CREATE TEMPORARY TABLE scratch (v INT)"),
        ("D02", "SELECT v FROM keyed WHERE id = 1 FOR UPDATE"),
        ("D02", "SELECT v FROM keyed WHERE id = 1 FOR UPDATE NOWAIT /* end */"),
        ("D02", "SELECT v FROM keyed WHERE id = 1\nFOR\nUPDATE"),
        ("D02", "SELECT v FROM keyed WHERE id = 1 FOR UPDATE SKIP LOCKED"),
        ("D02", "SELECT v FROM keyed WHERE id = 1 LOCK IN SHARE MODE"),
        ("D02", "SELECT * FROM (SELECT v FROM keyed WHERE id = 1 FOR UPDATE) AS t"),
        ("D02", "(SELECT v FROM keyed WHERE id = 1 FOR UPDATE) UNION (SELECT 1)"),
        ("D18", "SELECT writes_nothing()"),
        ("D18", "SELECT testdb.writes_nothing() + 1"),
        ("D17", "SELECT 1; DELETE FROM numbered WHERE v = 2"),
        ("D17", "/* SELECT */ DELETE FROM numbered WHERE v = 3"),
        ("D17", "SELECT 1; SELECT v FROM keyed WHERE id = 2 FOR UPDATE"),
        ("D17", "/*! DELETE FROM numbered WHERE v = 4 */"),
        .. flavor == ServerFlavor.MySql ? OfMySql : OfMariaDb,
    ];

    private static IReadOnlyList<(string Requirement, string Sql)> OfMariaDb =>
    [
        ("D02", "SELECT v FROM keyed WHERE id = 1 FOR UPDATE WAIT 1"),
        ("D17", "ANALYZE UPDATE keyed SET v = v WHERE id = 1"),
        ("D18", "SELECT NEXTVAL(counter)"),
        ("D18", "SELECT NEXT VALUE FOR counter"),
    ];

    private static IReadOnlyList<(string Requirement, string Sql)> OfMySql =>
    [
        ("D02", "SELECT v FROM keyed WHERE id = 1 FOR SHARE"),
        ("D02", "SELECT v FROM keyed WHERE id = 1 FOR UPDATE OF keyed NOWAIT"),
        ("D02", "TABLE keyed FOR UPDATE"),
        ("D17", "EXPLAIN ANALYZE DELETE FROM numbered WHERE v = 5"),
    ];
}
