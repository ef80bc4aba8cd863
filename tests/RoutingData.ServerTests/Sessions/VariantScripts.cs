namespace RoutingData.ServerTests.Sessions;

/// <summary>Faults of <see cref="FaultScripts"/> and of the review in other spellings: comments, quotes, prepared texts, batches of statements,
/// views, triggers and procedures.</summary>
internal static class VariantScripts
{
    public static IReadOnlyList<(string Fault, string Name, bool OnlyMariaDb, string Lines)> All { get; } =
    [
        ("S11", "A view over a lock, in the session that makes it", false, """
            DROP VIEW IF EXISTS lock_view | W
            CREATE VIEW lock_view AS SELECT GET_LOCK('lock_view', 0) AS l | W
            SELECT 0 | R
            SELECT /* v */ l FROM `testdb` . `lock_view` | W | 1
            SELECT IS_USED_LOCK('lock_view') = CONNECTION_ID() | W | 1
            SELECT 1 | W
            SELECT RELEASE_LOCK('lock_view') | W | 1
            SELECT 2 | R
            """),
        ("S11", "A view over the last insert id, and one over that", false, """
            CREATE OR REPLACE VIEW id_view AS SELECT LAST_INSERT_ID() AS id | W
            CREATE OR REPLACE VIEW id_view_2 AS SELECT a.id FROM id_view a JOIN keyed k ON k.id = 1 | W
            INSERT INTO numbered (v) VALUES (5) | W
            SELECT 1 | R
            SELECT id FROM id_view | W | 1
            WITH x AS (SELECT * FROM id_view_2) SELECT id FROM x | W | 1
            SELECT 2 | R
            """),
        ("S11", "A view over the connection's number, through a prepared text", false, """
            CREATE OR REPLACE VIEW who_view AS SELECT CONNECTION_ID() AS id | W
            INSERT INTO numbered (v) VALUES (5) | W
            SELECT (SELECT id FROM who_view) = CONNECTION_ID() | W | 1
            SELECT 1 | R
            """),
        ("S11", "A view over the next value of a sequence", true, """
            CREATE OR REPLACE VIEW next_view AS SELECT NEXT VALUE FOR counter AS n | W
            SELECT n > 0 FROM next_view | W | 1
            SELECT LASTVAL(counter) > 0 | W | 1
            SELECT 1 | R
            """),
        ("S11", "A view over a column's default that is the next value of a sequence", true, """
            CREATE OR REPLACE TABLE with_next (a INT DEFAULT NEXTVAL(counter), b INT) | W
            INSERT INTO with_next (a) VALUES (1) | W
            CREATE OR REPLACE VIEW default_view AS SELECT DEFAULT(a) AS d FROM with_next | W
            SELECT d > 0 FROM default_view | W | 1
            SELECT 1 | R
            """),
        ("S11", "A view over what a function leaves, and over one that only reads", false, """
            DROP FUNCTION IF EXISTS leaves_lock | W
            CREATE FUNCTION leaves_lock() RETURNS INT READS SQL DATA BEGIN DO GET_LOCK('leaves_lock', 0); RETURN 1; END | W
            DROP FUNCTION IF EXISTS only_looks | W
            CREATE FUNCTION only_looks() RETURNS INT READS SQL DATA BEGIN DECLARE n INT; SELECT MAX(v) INTO n FROM keyed; RETURN n; END | W
            CREATE OR REPLACE VIEW leaving_view AS SELECT leaves_lock() AS l | W
            SELECT l FROM leaving_view | W | 1
            SELECT 1 | W
            SELECT RELEASE_ALL_LOCKS() | W | 1
            SELECT 2 | W
            """),
        ("S7", "A trigger's setting, in one text with what comes after", false, """
            DROP TABLE IF EXISTS shortened | W
            CREATE TABLE shortened (v INT) | W
            CREATE TRIGGER shorten BEFORE INSERT ON shortened FOR EACH ROW SET @@session.group_concat_max_len = 4 | W
            SELECT GROUP_CONCAT(v ORDER BY id) FROM keyed | R | 10,20
            INSERT INTO shortened VALUES (1) | W
            SELECT GROUP_CONCAT(v ORDER BY id SEPARATOR ',') FROM keyed | W | 10,2
            :reopen
            REPLACE INTO testdb.`shortened` VALUES (2) | W
            SELECT 1 | W
            :reopen
            UPDATE shortened SET v = 3 | W
            SELECT 2 | W
            :reopen
            SELECT 3 | R
            """),
        ("S7", "A trigger of a table behind a view, and one that a trigger sets off", false, """
            DROP TABLE IF EXISTS marked, marks | W
            CREATE TABLE marked (v INT) | W
            CREATE TABLE marks (v INT) | W
            CREATE TRIGGER mark AFTER INSERT ON marks FOR EACH ROW DO GET_LOCK('marks', 0) | W
            CREATE TRIGGER set_off AFTER INSERT ON marked FOR EACH ROW INSERT INTO marks VALUES (NEW.v) | W
            CREATE OR REPLACE VIEW over_marked AS SELECT v FROM marked | W
            INSERT INTO over_marked VALUES (1) | W
            SELECT IS_USED_LOCK('marks') = CONNECTION_ID() | W | 1
            SELECT 1 | W
            """),
        ("S2", "A read-only transaction by text that left a variable", false, """
            START TRANSACTION READ ONLY | R
            SET @left_there = 5 | R
            SELECT @left_there | R | 5
            COMMIT | R
            INSERT INTO numbered (v) VALUES (1) | W
            SELECT LAST_INSERT_ID() | W | 1
            """),
        ("S3", "sql_auto_is_null by other names", false, """
            SET @@SESSION.sql_auto_is_null = ON | W
            INSERT INTO numbered (v) VALUES (5) | W
            SELECT v FROM numbered WHERE id IS NULL | W | 5
            :reopen
            /*!40101 SET `sql_auto_is_null` = 1 */ | W
            INSERT INTO numbered (v) VALUES (6) | W
            SELECT v + 0 FROM numbered WHERE id IS NULL | W | 6
            """),
        ("S15", "What never ran ties nothing, in other spellings", false, """
            SELECT GET_LOCK('a', 0 | ? | !1064
            SELECT 1 | R
            SET @x = = 1 | ? | !1064
            SELECT 2 | R
            CALL testdb.nosuch() | W | !1305
            SELECT 3 | R
            CALL `nosuch`(1, @y) | W | !1305
            SELECT 4 | R
            EXECUTE `nosuch` USING @a | W | !1243
            SELECT 5 | R
            SELECT testdb.nosuch(1) | W | !1305
            SELECT 6 | R
            PREPARE p FROM 'SELEC 1' | ? | !1064
            DESCRIBE SELECT GET_LOCK('described', 0) | W
            SELECT 7 | R
            """),
        ("S16", "One variable by many names is set once elsewhere", false, """
            SET time_zone = '+01:00'
            SET @@time_zone = '+02:00'
            SET SESSION time_zone = '+03:00'
            SET @@session.time_zone := '+04:00'
            SET LOCAL `time_zone` = '+05:00'
            SELECT @@time_zone | R | +05:00
            SET NAMES utf8mb4
            SET NAMES utf8mb4 COLLATE utf8mb4_bin
            SELECT @@collation_connection | R | utf8mb4_bin
            """),
        ("B8", "Character sets in which a quote may be half of a character, by other names", false, """
            SET CHARACTER SET gbk | W
            SELECT 1 | W
            :reopen
            SET character_set_client = 'sjis' | W
            SELECT 2 | W
            :reopen
            /*!40101 SET NAMES big5 */ | W
            SELECT 3 | W
            :reopen
            SET time_zone = '+00:00', @@session.character_set_client = cp932 | W
            SELECT 4 | W
            :reopen
            SELECT 5 | R
            """),
        ("S6", "Locks of a transaction that a procedure began end with Close", false, """
            DROP PROCEDURE IF EXISTS begins | W
            CREATE PROCEDURE begins() BEGIN START TRANSACTION; UPDATE keyed SET v = v WHERE id = 1; DO GET_LOCK('begins', 0); END | W
            CALL begins() | W
            :reopen
            SELECT IS_FREE_LOCK('begins') | W | 1
            SELECT v FROM keyed WHERE id = 1 FOR UPDATE NOWAIT | W | 10
            XA START 'left' | W
            UPDATE keyed SET v = v WHERE id = 2 | W
            :reopen
            SELECT v FROM keyed WHERE id = 2 FOR UPDATE | W | 20
            """),
    ];
}
