using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>What a session leaves on its connection.</summary>
internal static class SessionActions
{
    public static IEnumerable<ConformanceAction> All { get; } =
    [
        Then("a user variable", "SET @v = 'kept'", "SELECT @v"),
        Then("a session setting", "SET SESSION group_concat_max_len = 77", "SELECT @@group_concat_max_len"),
        Then("time_zone", "SET time_zone = '+05:00'", "SELECT @@time_zone"),
        Then("sql_mode", "SET sql_mode = 'ANSI_QUOTES'", "SELECT @@sql_mode"),
        Then("SET NAMES", "SET NAMES latin1", "SELECT @@character_set_client"),
        Then("a temporary table", "CREATE TEMPORARY TABLE passing AS SELECT 5 AS v", "SELECT v FROM passing"),
        Then("LAST_INSERT_ID()", "INSERT INTO notes (v) VALUES (3)", "SELECT LAST_INSERT_ID()"),
        Then("ROW_COUNT()", "UPDATE notes SET v = v + 1", "SELECT ROW_COUNT()"),
        Then("FOUND_ROWS()", "SELECT id FROM kinds", "SELECT FOUND_ROWS()"),
        Then("SHOW WARNINGS", "DROP TABLE IF EXISTS nowhere", "SHOW WARNINGS"),
        Then("the current schema", "USE otherdb", "SELECT DATABASE()"),
        // Not pooled: MySqlConnector lets go of what was locked only when the connection is used again.
        Then("LOCK TABLES", "LOCK TABLES notes WRITE", "SELECT COUNT(*) FROM kinds", ";Pooling=false"),
        Then("SET TRANSACTION READ ONLY", "SET TRANSACTION READ ONLY", "DELETE FROM notes"),
        Then("SET SESSION TRANSACTION READ ONLY", "SET SESSION TRANSACTION READ ONLY", "DELETE FROM notes"),
        ThenReopened("a user variable", "SET @v = 'kept'", "SELECT @v"),
        ThenReopened("a session setting", "SET SESSION group_concat_max_len = 77", "SELECT @@group_concat_max_len"),
        ThenReopened("a temporary table", "CREATE TEMPORARY TABLE passing AS SELECT 5 AS v", "SELECT v FROM passing"),
        ThenReopened("the current schema", "USE otherdb", "SELECT DATABASE()"),
        ThenReopened("SET SESSION TRANSACTION READ ONLY", "SET SESSION TRANSACTION READ ONLY", "DELETE FROM notes"),
    ];

    private static ConformanceAction Then(string what, string first, string second, string keywords = "") =>
        new($"{what}, asked for afterwards", async s =>
        {
            var connection = await s.Open(keywords);
            await s.NonQuery(connection, first);
            return await s.Scalar(connection, second);
        });

    private static ConformanceAction ThenReopened(string what, string first, string second) =>
        new($"{what}, after Close and Open", async s =>
        {
            var connection = await s.Open();
            await s.NonQuery(connection, first);
            await s.Close(connection);
            await s.Open(connection);
            return await s.Scalar(connection, second);
        });
}
