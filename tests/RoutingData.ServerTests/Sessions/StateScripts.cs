namespace RoutingData.ServerTests.Sessions;

/// <summary>What a session leaves on a connection: where it is found again, and that it ends with Close.</summary>
internal static class StateScripts
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
        ("D10", "Character sets, collations and modes are the same on every connection", """
            SET NAMES latin1 COLLATE latin1_german2_ci
            SELECT @@collation_connection | R | latin1_german2_ci
            SET collation_connection = utf8mb4_bin, character_set_results = utf8mb4
            SELECT CONCAT(@@collation_connection, ' ', @@character_set_results) | R | utf8mb4_bin utf8mb4
            SET sql_mode = 'PIPES_AS_CONCAT'
            SELECT 'a' || 'b' | R | ab
            SET SESSION sql_mode = CONCAT(@@sql_mode, ',NO_UNSIGNED_SUBTRACTION')
            SET div_precision_increment = 1
            SELECT CONCAT(@@sql_mode, ' ', 1 / 3) | R | PIPES_AS_CONCAT,NO_UNSIGNED_SUBTRACTION 0.3
            SELECT CONCAT(@@sql_mode, ' ', 1 / 3) FROM keyed LIMIT 1 FOR UPDATE | W | PIPES_AS_CONCAT,NO_UNSIGNED_SUBTRACTION 0.3
            SET lc_time_names = 'de_DE'
            SELECT MONTHNAME('2024-03-01') | R | März
            :reopen
            SELECT CONCAT('a' || 'b', ' ', @@lc_time_names, ' ', 1 / 4) | R | 0 en_US 0.2500
            """),
        ("D10", "A setting computed from settings is the same wherever it is read", """
            SET group_concat_max_len = 1024
            SET group_concat_max_len = @@group_concat_max_len * 2
            SET  group_concat_max_len = @@group_concat_max_len * 2
            SELECT @@group_concat_max_len | R | 4096
            SELECT @@group_concat_max_len FROM keyed LIMIT 1 FOR UPDATE | W | 4096
            """),
        ("D10", "What changes how text is read stays on one connection", """
            SET sql_mode = 'ANSI_QUOTES' | W
            SELECT "v" FROM keyed WHERE id = 1 | W | 10
            :reopen
            SELECT "v" AS a_string FROM keyed WHERE id = 1 | R | v
            SET sql_mode = 4 | W
            SELECT "v" + 1 FROM keyed WHERE id = 1 | W | 11
            :reopen
            SET sql_mode = 'NO_BACKSLASH_ESCAPES' | W
            SELECT LENGTH('\') | W | 1
            """),
        ("D10", "A setting made in a transaction is the session's afterwards", """
            BEGIN | W
            SET time_zone = '+03:00'
            SELECT @@time_zone AS inside | W | +03:00
            ROLLBACK | W
            SELECT @@time_zone AS after_it | R | +03:00
            START TRANSACTION READ ONLY | R
            SET time_zone = '+06:00'
            SELECT @@time_zone AS on_the_reader | = | +06:00
            COMMIT | =
            SELECT @@time_zone FROM keyed LIMIT 1 FOR UPDATE | W | +06:00
            """),
        ("D10", "User variables of every origin", """
            SELECT id, v INTO @a, @b FROM keyed WHERE id = 2 | W
            SELECT CONCAT(@a, ' ', @b) | W | 2 20
            :reopen
            SELECT COUNT(*) FROM keyed INTO @n | W
            SELECT 1 | W
            SELECT v FROM keyed WHERE id = @n | W | 20
            :reopen
            SELECT @n IS NULL | W | 1
            SELECT 2 | R
            DELETE FROM keyed WHERE id > 100 | W
            GET DIAGNOSTICS @rows = ROW_COUNT | W
            SELECT @rows | W | 0
            :reopen
            SELECT 3 | R
            UPDATE keyed SET v = (@old := v) WHERE id = 1 | W
            SELECT @old | W | 10
            :reopen
            SET @s = 'SELECT v FROM keyed WHERE id = ?', @id = 2 | W
            PREPARE p FROM @s | W
            DROP PREPARE p | W
            SELECT 4 | W
            """),
        ("D11", "Temporary tables of every origin", """
            CREATE TEMPORARY TABLE copied SELECT v FROM keyed | W
            SELECT COUNT(*) FROM copied | W | 2
            :reopen
            CREATE TEMPORARY TABLE alike LIKE keyed | W
            SELECT COUNT(*) FROM alike | W | 0
            DROP TABLE alike | W
            SELECT 1 | W
            :reopen
            SELECT 1; CREATE TEMPORARY TABLE multi (v INT); INSERT INTO multi VALUES (7)
            SELECT v FROM multi | W | 7
            :reopen
            CREATE TEMPORARY TABLE again (v INT) | W
            BEGIN | W
            ROLLBACK | W
            SELECT COUNT(*) FROM again | W | 0
            """),
        ("D14", "A named lock taken twice is released twice, two at once one by one", """
            SELECT GET_LOCK('twice', 1) | W | 1
            SELECT GET_LOCK('twice', 1) AS again | W | 1
            DO RELEASE_LOCK('twice') | W
            SELECT IS_USED_LOCK('twice') = CONNECTION_ID() | W | 1
            SELECT 1 | W
            SELECT RELEASE_LOCK('twice') | W | 1
            SELECT 2 | R
            SELECT GET_LOCK('left', 1), GET_LOCK('right', 1) | W | 1
            SELECT RELEASE_LOCK('left') | W | 1
            SELECT 3 | W
            SELECT RELEASE_LOCK('right') | W | 1
            SELECT 4 | R
            DO GET_LOCK('done', 1) | W
            SELECT 5 | W
            DO RELEASE_ALL_LOCKS() | W
            SELECT 6 | R
            """),
        ("D12", "A transaction begun under table locks", """
            LOCK TABLES numbered WRITE, keyed READ | W
            SELECT COUNT(*) FROM keyed | W | 2
            START TRANSACTION | W
            SELECT v FROM keyed WHERE id = 1 | W | 10
            COMMIT | W
            UNLOCK TABLES | W
            SELECT 1 | R
            """),
        ("D09", "LAST_INSERT_ID in more spellings, and when the caller sets it", """
            INSERT INTO numbered (v) VALUES (5) | W
            SELECT v FROM keyed WHERE id = 1 | R | 10
            UPDATE numbered SET id = LAST_INSERT_ID(id + 10) WHERE v = 5 | W
            SELECT 1 | R
            SELECT LAST_INSERT_ID() | W | 11
            SELECT LAST_INSERT_ID(77) | W | 77
            SELECT 2 | R
            SELECT @@`last_insert_id` | W | 77
            SELECT IFNULL(`LAST_INSERT_ID`(), 0) | W | 77
            SELECT v FROM keyed WHERE LAST_INSERT_ID() = 77 LIMIT 1 | W | 10
            SHOW VARIABLES LIKE 'last_insert_id' | W | last_insert_id
            :begin
            INSERT INTO numbered (v) VALUES (6) | W
            :commit
            SELECT 3 | R
            SELECT /* id */ LAST_INSERT_ID/**/() | W | 12
            """),
        ("D09", "FOUND_ROWS, errors and warnings of the statement before, wherever that ran", """
            SELECT id FROM keyed ORDER BY id LIMIT 1 | R | 1
            SELECT FOUND_ROWS() AS on_a_reader | = | 1
            SELECT no_such_column FROM keyed | R | !1054
            SHOW ERRORS | = | Error
            INSERT INTO keyed VALUES (1, 1) | W | !1062
            SHOW COUNT(*) ERRORS | W | 1
            SELECT 1 | R
            INSERT IGNORE INTO keyed VALUES (1, 1) | W
            SHOW WARNINGS LIMIT 1 | W | Warning
            SHOW SESSION VARIABLES LIKE 'warning_count' | W | warning_count
            DELETE FROM keyed WHERE id > 100 | W
            SELECT ROW_COUNT() | W | 0
            """),
    ];
}
