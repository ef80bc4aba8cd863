namespace RoutingData.ServerTests.Sessions;

/// <summary>Faults that were found, each as the session in which it showed. MariaDB's own ones say so;
/// E is where EXPLAIN of a locking read belongs.</summary>
internal static class FaultScripts
{
    public static IReadOnlyList<(string Fault, string Name, bool OnlyMariaDb, string Lines)> All { get; } =
    [
        ("S3", "sql_auto_is_null ties reads to the last write", false, """
            SET sql_auto_is_null = 1 | W
            INSERT INTO numbered (v) VALUES (5) | W
            SELECT v FROM numbered WHERE id IS NULL | W | 5
            :reopen
            SET sql_auto_is_null = 0
            SELECT COUNT(*) FROM numbered WHERE id IS NULL | R | 0
            """),
        ("S4", "A column's default may be the next value of a sequence", true, """
            CREATE OR REPLACE TABLE from_sequence (a INT DEFAULT NEXTVAL(counter), b INT) | W
            INSERT INTO from_sequence (a) VALUES (1) | W
            SELECT DEFAULT(a) > 0 FROM from_sequence | W | 1
            SELECT 1 | R
            """),
        ("S7", "A function may leave a setting behind", false, """
            DROP FUNCTION IF EXISTS shortens | W
            CREATE FUNCTION shortens() RETURNS INT DETERMINISTIC BEGIN SET SESSION group_concat_max_len = 4; RETURN 1; END | W
            SELECT GROUP_CONCAT(v ORDER BY id) FROM keyed | R | 10,20
            SELECT shortens() | W | 1
            SELECT GROUP_CONCAT(v ORDER BY id SEPARATOR ',') FROM keyed | W | 10,2
            :reopen
            SELECT GROUP_CONCAT(v ORDER BY id DESC) FROM keyed | R | 20,10
            """),
        ("S13", "What only looks like a write is answered by a reader", false, """
            EXPLAIN SELECT v FROM keyed WHERE id = 1 LOCK IN SHARE MODE | R
            SELECT COUNT(*) FROM { OJ keyed a LEFT OUTER JOIN keyed b ON a.id = b.id } | R | 2
            """),
        ("S13", "A server that is read-only explains FOR UPDATE on MySQL, and refuses to on MariaDB", false, """
            EXPLAIN SELECT v FROM keyed WHERE id = 1 FOR UPDATE | E
            """),
        ("S14", "What the session did is asked where it did it", false, """
            INSERT INTO numbered (v) VALUES (7) | W
            SELECT 1 | R
            SHOW SESSION STATUS LIKE 'Com_insert' | W | Com_insert
            SHOW VARIABLES LIKE '%insert_id%' | W | insert_id
            SHOW VARIABLES LIKE 'sql\_mode' | R | sql_mode
            SHOW GLOBAL STATUS LIKE 'Uptime' | R | Uptime
            """),
        ("S14", "Session tables of information_schema", true, """
            INSERT INTO numbered (v) VALUES (7) | W
            SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'Com_insert' | W | 1
            SELECT SESSION_VALUE FROM information_schema.SYSTEM_VARIABLES WHERE VARIABLE_NAME = 'LAST_INSERT_ID' | W | 1
            """),
        ("S15", "What never ran ties nothing", false, """
            SELEC 1 | ? | !1064
            SELECT 1 | R
            CALL nosuch() | W | !1305
            SELECT 2 | R
            EXECUTE nosuch | W | !1243
            SELECT 3 | R
            SELECT nosuch(1) | W | !1305
            SELECT 4 | R
            EXPLAIN SELECT GET_LOCK('explained', 0) | W
            SELECT 5 | R
            CREATE OR REPLACE VIEW over_a_lock AS SELECT GET_LOCK('viewed', 0) AS got | W
            SELECT 6 | R
            """),
        ("S15", "What failed on its way ties what it has left", false, """
            DROP PROCEDURE IF EXISTS gets_lost | W
            CREATE PROCEDURE gets_lost() BEGIN SET @left = 7; CALL nosuch(); END | W
            CALL gets_lost() | W | !1305
            SELECT @left | W | 7
            SELECT 1 | W
            :reopen
            EXPLAIN SELECT * FROM (SELECT GET_LOCK('derived', 0)) d | W
            SELECT IS_USED_LOCK('derived') = CONNECTION_ID() | W | 1
            """),
        ("B8", "A client character set in which a backslash may be half of a character", false, """
            SET NAMES gbk | W
            SELECT 1 | W
            SELECT @@character_set_client | W | gbk
            :reopen
            SET NAMES latin1
            SELECT 2 | R
            SELECT 'é' IS NOT NULL | W | 1
            SELECT 3 | W
            """),
    ];
}
