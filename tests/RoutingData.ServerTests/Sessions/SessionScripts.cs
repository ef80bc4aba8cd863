namespace RoutingData.ServerTests.Sessions;

/// <summary>The scripts of <see cref="SessionScriptTests"/>; every one begins with a session that has run nothing.</summary>
internal static class SessionScripts
{
    public static IReadOnlyList<(string Requirement, string Name, string Lines)> All { get; } =
    [
        ("D09", "LAST_INSERT_ID after a read in between", """
            INSERT INTO numbered (v) VALUES (5) | W
            SELECT 1 | R
            SELECT LAST_INSERT_ID() | W | 1
            select last_insert_id () AS id; | W | 1
            SELECT /* who? */ @@identity | W | 1
            SELECT (SELECT @@last_insert_id) + 1 | W | 2
            SELECT 2 | R
            """),
        ("D09", "ROW_COUNT asks about the statement before it", """
            INSERT INTO numbered (v) VALUES (1), (2), (3) | W
            SELECT ROW_COUNT() | W | 3
            SELECT 1 | R
            SELECT row_count() | R | -1
            """),
        ("D09", "FOUND_ROWS asks about the statement before it", """
            SELECT SQL_CALC_FOUND_ROWS id FROM keyed ORDER BY id LIMIT 1 | * | 1
            SELECT FOUND_ROWS() | = | 2
            """),
        ("D09", "SHOW WARNINGS asks about the statement before it", """
            SELECT CAST('x' AS SIGNED) | R | 0
            SHOW WARNINGS LIMIT 10 | = | Warning
            SELECT CAST('y' AS SIGNED) | R
            SELECT @@warning_count | = | 1
            INSERT INTO numbered (v) SELECT 1 | W
            SHOW COUNT(*) WARNINGS | W | 0
            """),
        ("D10", "A user variable stays where it was set", """
            SET @x = 7 | W
            SELECT @x | W | 7
            SELECT 1 | W | 1
            :reopen
            SELECT @x AS after_close | W | NULL
            SELECT 2 | R
            """),
        ("D10", "A user variable set by a SELECT", """
            SELECT @y := 5 | W | 5
            SELECT @y + 1 | W | 6
            """),
        ("D10", "A user variable filled by INTO", """
            SELECT v FROM keyed WHERE id = 2 INTO @z | W
            SELECT @z | W | 20
            """),
        ("D10", "A setting is the same wherever it is read", """
            SET time_zone = '+05:00'
            SELECT @@session.time_zone | R | +05:00
            SET SESSION sql_mode = 'STRICT_ALL_TABLES'
            SELECT @@sql_mode | R | STRICT_ALL_TABLES
            SET NAMES latin1
            SELECT @@character_set_client | R | latin1
            SET group_concat_max_len = 2048, @@session.div_precision_increment = 7
            SELECT CONCAT(@@group_concat_max_len, ' ', @@div_precision_increment) | R | 2048 7
            SELECT CONCAT(@@time_zone, ' ', @@sql_mode) FROM keyed WHERE id = 1 FOR UPDATE | W | +05:00 STRICT_ALL_TABLES
            :reopen
            SELECT CONCAT(@@time_zone, ' ', @@group_concat_max_len = @@GLOBAL.group_concat_max_len) | R | SYSTEM 1
            SELECT @@time_zone FROM keyed WHERE id = 1 FOR UPDATE | W | SYSTEM
            """),
        ("D10", "A setting made after the reader was taken", """
            SELECT @@time_zone | R | SYSTEM
            SET time_zone = '+02:00'
            SELECT @@session.time_zone | R | +02:00
            """),
        ("D11", "A temporary table is on the writer only", """
            CREATE TEMPORARY TABLE scratch (v INT) | W
            INSERT INTO scratch VALUES (3) | W
            SELECT v FROM scratch | W | 3
            SELECT 1 | W
            :reopen
            SELECT v FROM scratch LIMIT 1 | R | !1146
            """),
        ("D11", "A procedure may leave anything behind", """
            CALL makes_scratch() | W
            SELECT COUNT(*) FROM scratch_of_procedure | W | 0
            :reopen
            SELECT 1 | R
            """),
        ("D01", "autocommit = 0 is a transaction", """
            SET autocommit = 0 | W
            SELECT 1 | W
            INSERT INTO numbered (v) VALUES (1) | W
            SELECT COUNT(*) FROM numbered | W | 1
            COMMIT | W
            SELECT 2 | W
            SET autocommit = 1 | W
            SELECT 3 | R
            """),
        ("D01", "autocommit is found in every spelling", """
            SET @@autocommit := 0 | W
            SELECT 1 | W
            :reopen
            SET SESSION autocommit=OFF | W
            SELECT 2 | W
            :reopen
            SET time_zone = '+00:00', autocommit = 0 | W
            SELECT 3 | W
            INSERT INTO numbered (v) VALUES (1) | W
            :reopen
            SELECT COUNT(*) FROM numbered FOR UPDATE | W | 0
            SELECT 4 | R
            """),
        ("D03", "A transaction begun by text", """
            BEGIN | W
            SELECT 1 | W
            INSERT INTO numbered (v) VALUES (1) | W
            SELECT COUNT(*) FROM numbered | W | 1
            ROLLBACK | W
            SELECT 2 | R
            START TRANSACTION | W
            INSERT INTO numbered (v) VALUES (2) | W
            COMMIT AND CHAIN | W
            SELECT 3 | W
            COMMIT | W
            SELECT COUNT(*) FROM numbered FOR UPDATE | W | 1
            SELECT 4 | R
            """),
        ("D03", "DDL ends a transaction", """
            BEGIN | W
            SELECT 1 | W
            CREATE TABLE IF NOT EXISTS of_ddl (v INT) | W
            SELECT 2 | R
            """),
        ("D03", "A DbTransaction commits", """
            :begin
            SELECT 1 | W
            INSERT INTO numbered (v) VALUES (1) | W
            SELECT COUNT(*) FROM numbered | W | 1
            :commit
            SELECT 2 | R
            SELECT COUNT(*) FROM numbered FOR UPDATE | W | 1
            """),
        ("D03", "A DbTransaction rolls back, also by Dispose and by Close", """
            :begin
            INSERT INTO numbered (v) VALUES (1) | W
            :rollback
            SELECT COUNT(*) FROM numbered FOR UPDATE | W | 0
            :begin
            INSERT INTO numbered (v) VALUES (2) | W
            :dispose
            SELECT COUNT(*) FROM numbered LOCK IN SHARE MODE | W | 0
            SELECT 1 | R
            BEGIN WORK | W
            INSERT INTO numbered (v) VALUES (3) | W
            :reopen
            SELECT COUNT(id) FROM numbered FOR UPDATE | W | 0
            SELECT 2 | R
            """),
        ("D04", "A transaction whose first statement is a read", """
            :begin
            SELECT v FROM keyed WHERE id = 1 | W | 10
            UPDATE keyed SET v = v WHERE id = 1 | W
            :commit
            """),
        ("D04", "A write in a read-only transaction is the server's to refuse: a reader's read_only speaks first", """
            START TRANSACTION READ ONLY | R
            SELECT 1 | =
            INSERT INTO numbered (v) VALUES (1) | = | !1290
            ROLLBACK | =
            INSERT INTO numbered (v) VALUES (2) | W
            """),
        ("D04", "A transaction begun inside a read-only one ends it and begins on the writer", """
            START TRANSACTION READ ONLY | R
            SELECT 1 | =
            START TRANSACTION | W
            INSERT INTO numbered (v) VALUES (3) | =
            COMMIT | =
            SELECT 2 | R
            """),
        ("D15", "A read-only session does not leak into the next", """
            SET SESSION TRANSACTION READ ONLY
            INSERT INTO numbered (v) VALUES (1) | W | !1792
            :reopen
            INSERT INTO numbered (v) VALUES (2) | W
            SELECT 1 | R
            """),
        ("D14", "A named lock is held and released on one connection", """
            SELECT GET_LOCK('a lock', 1) | W | 1
            SELECT 1 | W
            SELECT IS_USED_LOCK('a lock') = CONNECTION_ID() | W | 1
            SELECT RELEASE_LOCK('a lock') | W | 1
            SELECT 2 | R
            SELECT GET_LOCK('b', 1), GET_LOCK('c', 1) | W | 1
            SELECT RELEASE_ALL_LOCKS() | W | 2
            SELECT 3 | R
            SELECT GET_LOCK('a lock', 0) | W | 1
            :reopen
            SELECT IS_FREE_LOCK('a lock') | W | 1
            """),
        ("D12", "Table locks pin until UNLOCK TABLES", """
            LOCK TABLES numbered WRITE | W
            SELECT COUNT(*) FROM numbered | W | 0
            UNLOCK TABLES | W
            SELECT 1 | R
            """),
        ("D12", "Statements prepared by text, handlers and read-only variables", """
            SELECT @@hostname IS NULL | R
            SELECT @@version_comment IS NULL | R
            PREPARE p FROM 'SELECT 5' | W
            EXECUTE p | W | 5
            DEALLOCATE PREPARE p | W
            :reopen
            EXECUTE  p | W | !1243
            :reopen
            HANDLER keyed OPEN | W
            HANDLER keyed READ FIRST | W | 1
            SELECT 1 | W
            HANDLER keyed CLOSE | W
            """),
        ("D06", "An XA transaction stays on one connection", """
            XA START 'x1' | W
            INSERT INTO numbered (v) VALUES (1) | W
            SELECT 1 | W
            XA END 'x1' | W
            XA PREPARE 'x1' | W
            XA COMMIT 'x1' | W
            SELECT 2 | R
            """),
        ("D10", "The database is the session's, on every server", """
            USE information_schema
            SELECT DATABASE() | R | information_schema
            INSERT INTO testdb.numbered (v) VALUES (1) | W
            SELECT DATABASE() FROM testdb.keyed WHERE id = 1 FOR UPDATE | W | information_schema
            :database testdb
            SELECT DATABASE() AS then_there | R | testdb
            SELECT DATABASE() FROM keyed WHERE id = 1 FOR UPDATE | W | testdb
            :database information_schema
            SELECT DATABASE() AS later | R | information_schema
            :reopen
            SELECT DATABASE() AS after_close | R | testdb
            """),
        ("D13", "A statement that ends with an error pins nothing", """
            SELECT no_such_column FROM keyed | R | !1054
            INSERT INTO keyed VALUES (1, 1) | W | !1062
            SELECT 1 | R
            """),
    ];
}
