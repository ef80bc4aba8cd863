namespace RoutingData.ServerTests.Conformance;

/// <summary>What the actions read and write.</summary>
internal static class ConformanceTables
{
    /// <summary>Made once, before anything runs.</summary>
    public static IReadOnlyList<string> Definitions { get; } =
    [
        "USE testdb; CREATE TABLE kinds (id INT PRIMARY KEY, flag TINYINT(1), tiny TINYINT, small SMALLINT UNSIGNED, whole INT, " +
            "big BIGINT UNSIGNED, " +
            "real4 FLOAT, real8 DOUBLE, exact DECIMAL(20,4), word VARCHAR(40), phrase TEXT, fixed CHAR(36), " +
            "raw VARBINARY(20), day DATE, moment DATETIME(6), span TIME(3), bits BIT(8), choice ENUM('a','b'), document JSON)",
        "USE testdb; INSERT INTO kinds VALUES (1, 1, -5, 65535, -7, 18446744073709551615, 1.5, 2.25, 12345.6789, 'wörd', 'a phrase', " +
            "'00112233-4455-6677-8899-aabbccddeeff', x'00ff10', '2026-11-26', '2026-11-26 01:02:03.456789', '-12:34:56.789', " +
            "b'101', 'b', '{\"a\": 1}'), " +
            "(2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
        "USE testdb; CREATE TABLE notes (id INT AUTO_INCREMENT PRIMARY KEY, v INT NOT NULL, w VARCHAR(20) UNIQUE)",
        "USE testdb; CREATE PROCEDURE doubles(IN n INT, OUT twice INT, INOUT more INT) " +
            "BEGIN SET twice = 2 * n; SET more = more + 1; SELECT n AS n; END",
        "USE testdb; CREATE FUNCTION doubled(n INT) RETURNS INT DETERMINISTIC NO SQL RETURN 2 * n",
        "CREATE DATABASE otherdb",
    ];

    /// <summary>Before each action, for each side: the same rows, and the same next key.</summary>
    public const string Reset =
        "DELETE FROM testdb.notes; ALTER TABLE testdb.notes AUTO_INCREMENT = 1; " +
        "INSERT INTO testdb.notes (v, w) VALUES (1, 'one'), (2, 'two')";

    public const string Content = "SELECT GROUP_CONCAT(id, ':', v, ':', IFNULL(w, '-') ORDER BY id) FROM testdb.notes";
}
