using RoutingData.Monitor;

namespace RoutingData.ServerTests.RoutedClusters;

/// <summary>What the tests write to.</summary>
internal static class Tables
{
    public static IReadOnlyList<string> StatementsOn(ServerFlavor flavor) =>
    [
        "SET GLOBAL log_bin_trust_function_creators = 1",
        "USE testdb; CREATE TABLE numbered (id INT AUTO_INCREMENT PRIMARY KEY, v INT NOT NULL DEFAULT 0)",
        "USE testdb; CREATE TABLE keyed (id INT PRIMARY KEY, v INT NOT NULL)",
        "USE testdb; INSERT INTO keyed VALUES (1, 10), (2, 20)",
        .. flavor == ServerFlavor.MariaDb ? ["USE testdb; CREATE SEQUENCE counter"] : Array.Empty<string>(),
        "USE testdb; CREATE FUNCTION writes_nothing() RETURNS INT READS SQL DATA RETURN 42",
        "USE testdb; CREATE PROCEDURE makes_scratch() CREATE TEMPORARY TABLE scratch_of_procedure (v INT)",
        // No unique key over worker and number: a write that ran twice must show.
        "USE testdb; CREATE TABLE writes (" +
            "id BIGINT AUTO_INCREMENT PRIMARY KEY, worker INT NOT NULL, number INT NOT NULL, server INT NOT NULL)",
    ];
}
