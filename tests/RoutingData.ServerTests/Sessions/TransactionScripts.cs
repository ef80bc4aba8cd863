namespace RoutingData.ServerTests.Sessions;

/// <summary>Where transactions begin, what they hold and what ends them.</summary>
internal static class TransactionScripts
{
    public static IReadOnlyList<(string Requirement, string Name, string Lines)> All { get; } =
    [
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
        ("D04", "What commits by itself ends a read-only transaction and runs on the writer", """
            START TRANSACTION READ ONLY | R
            SELECT COUNT(*) FROM keyed WHERE id = 1 | R | 1
            CREATE TABLE made_meanwhile (a INT) | W
            INSERT INTO made_meanwhile VALUES (1) | W
            START TRANSACTION READ ONLY, WITH CONSISTENT SNAPSHOT | R
            TRUNCATE TABLE made_meanwhile | W
            START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY | R
            DROP TABLE made_meanwhile | W
            SELECT 1 | R
            """),
        ("D15", "A read-only session does not leak into the next", """
            SET SESSION TRANSACTION READ ONLY
            INSERT INTO numbered (v) VALUES (1) | W | !1792
            :reopen
            INSERT INTO numbered (v) VALUES (2) | W
            SELECT 1 | R
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
        ("D01", "autocommit goes off in a list, by a query's value and by a name in quotes", """
            SET sql_warnings = 0, `autocommit` := (SELECT 0) | W
            INSERT INTO numbered (v) VALUES (1) | W
            ROLLBACK WORK | W
            SELECT COUNT(*) FROM numbered | W | 0
            :reopen
            SET @@local.autocommit = 'off' | W
            SELECT 1 | W
            CREATE TABLE IF NOT EXISTS of_ddl (v INT) | W
            SELECT 2 | W
            SET @@autocommit = ON | W
            SELECT 3 | R
            :reopen
            SET SESSION autocommit = 1, SESSION autocommit = 0 | W
            START TRANSACTION | W
            COMMIT | W
            SELECT 4 | W
            """),
        ("D03", "CHAIN begins the next transaction, savepoints do not end one", """
            BEGIN | W
            INSERT INTO numbered (v) VALUES (1) | W
            SAVEPOINT `a b` | W
            INSERT INTO numbered (v) VALUES (2) | W
            SELECT COUNT(*) FROM numbered | W | 2
            ROLLBACK WORK TO SAVEPOINT `a b` | W
            SELECT COUNT(id) FROM numbered | W | 1
            RELEASE SAVEPOINT `a b` | W
            ROLLBACK AND CHAIN | W
            SELECT 1 | W
            INSERT INTO numbered (v) VALUES (3) | W
            COMMIT WORK AND NO CHAIN | W
            SELECT COUNT(v) FROM numbered FOR UPDATE | W | 1
            SELECT 2 | R
            """),
        ("D03", "Every family of definitions ends a transaction", """
            BEGIN | W
            ALTER TABLE keyed COMMENT 'altered' | W
            SELECT 1 | R
            BEGIN WORK | W
            CREATE OR REPLACE VIEW seen AS SELECT 1 AS a | W
            SELECT 2 | R
            START TRANSACTION | W
            TRUNCATE TABLE numbered | W
            SELECT 3 | R
            begin | W
            ANALYZE TABLE keyed | W
            SELECT 4 | R
            begin work | W
            DROP VIEW seen | W
            SELECT 5 | R
            start transaction | W
            DROP FUNCTION IF EXISTS no_such_function | W
            SELECT 6 | R
            /* 7 */ BEGIN | W
            LOCK TABLES keyed READ | W
            UNLOCK TABLES | W
            SELECT 7 | R
            """),
        ("D03", "What does not commit leaves the transaction open", """
            BEGIN | W
            INSERT INTO numbered (v) VALUES (1) | W
            SELECT COUNT(*) FROM numbered | W | 1
            CREATE TEMPORARY TABLE scratch_inside (v INT) | W
            DROP TEMPORARY TABLE scratch_inside | W
            SELECT COUNT(id) FROM numbered | W | 1
            CHECKSUM TABLE keyed | W
            USE testdb
            SET time_zone = '+01:00'
            SELECT COUNT(v) FROM numbered | W | 1
            ROLLBACK | W
            SELECT COUNT(*) FROM numbered AS after_it | W | 0
            """),
        ("D03", "A statement that fails leaves the transaction as it is", """
            BEGIN | W
            INSERT INTO numbered (v) VALUES (1) | W
            INSERT INTO keyed VALUES (1, 1) | W | !1062
            SELECT no_such_column FROM keyed | W | !1054
            SELECT COUNT(*) FROM numbered | W | 1
            COMMIT | W
            SELECT COUNT(*) FROM numbered FOR UPDATE | W | 1
            """),
        ("D04", "SET TRANSACTION is about the next transaction only", """
            SET TRANSACTION READ ONLY | W
            SET time_zone = '+04:00'
            BEGIN | W
            INSERT INTO numbered (v) VALUES (1) | W | !1792
            ROLLBACK | W
            INSERT INTO numbered (v) VALUES (2) | W
            SELECT @@time_zone | R | +04:00
            SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED, READ WRITE | W
            START TRANSACTION | W
            INSERT INTO numbered (v) VALUES (3) | W
            COMMIT | W
            SELECT 1 | R
            """),
        ("D03", "RELEASE ends the connection and not the session", """
            BEGIN | W
            INSERT INTO numbered (v) VALUES (1) | W
            COMMIT RELEASE | W
            SELECT 1 | R
            INSERT INTO numbered (v) VALUES (2) | W
            SELECT COUNT(*) FROM numbered FOR UPDATE | W | 2
            ROLLBACK WORK RELEASE | W
            INSERT INTO numbered (v) VALUES (3) | W
            """),
    ];
}
