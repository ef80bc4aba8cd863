# Stored routines, views and triggers: defined, called, and what a session sees afterwards.
CREATE TABLE led (id INT AUTO_INCREMENT PRIMARY KEY, w VARCHAR(20), n INT);
DELIMITER //
CREATE PROCEDURE add_one(IN name VARCHAR(20), OUT last INT) BEGIN INSERT INTO led (w, n) VALUES (name, 1); SET last = LAST_INSERT_ID(); END //
CREATE PROCEDURE two_sets() BEGIN SELECT 1 AS first; SELECT 2 AS second, 3 AS third; END //
CREATE PROCEDURE sets_state() BEGIN SET @from_procedure = 5; CREATE TEMPORARY TABLE IF NOT EXISTS made_there (a INT); INSERT INTO made_there VALUES (1); END //
CREATE PROCEDURE commits() BEGIN START TRANSACTION; INSERT INTO led (w) VALUES ('committed'); COMMIT; END //
CREATE PROCEDURE leaves_open() BEGIN START TRANSACTION; INSERT INTO led (w) VALUES ('open'); END //
CREATE PROCEDURE fails() BEGIN INSERT INTO led (w) VALUES ('before'); SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no', MYSQL_ERRNO = 5555; END //
CREATE PROCEDURE counts(INOUT n INT) BEGIN WHILE n < 10 DO SET n = n + 3; END WHILE; END //
CREATE PROCEDURE handled() BEGIN DECLARE CONTINUE HANDLER FOR SQLEXCEPTION SET @handled = 1; INSERT INTO led (id) VALUES (1), (1); SELECT @handled; END //
CREATE PROCEDURE calls_missing() BEGIN SET @ran_so_far = 1; CALL nosuch(); END //
CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC NO SQL RETURN n * 2 //
CREATE FUNCTION rows_of() RETURNS INT READS SQL DATA RETURN (SELECT COUNT(*) FROM led) //
CREATE FUNCTION writes_led(x VARCHAR(20)) RETURNS INT MODIFIES SQL DATA BEGIN INSERT INTO led (w, n) VALUES (x, 9); RETURN LAST_INSERT_ID(); END //
CREATE FUNCTION sets_len() RETURNS INT BEGIN SET SESSION group_concat_max_len = 4; RETURN 1; END //
CREATE FUNCTION sets_variable(v INT) RETURNS INT BEGIN SET @by_function = v; RETURN v; END //
CREATE TRIGGER stamp BEFORE INSERT ON led FOR EACH ROW SET NEW.n = IFNULL(NEW.n, 0) + 1 //
DELIMITER ;
-- new session
SELECT COUNT(*) FROM led;
CALL add_one('w0', @last);
SELECT @last;
SELECT COUNT(*), MAX(n) FROM led;
SELECT LAST_INSERT_ID();
SELECT twice(0);
SELECT id, twice(n) FROM led ORDER BY id LIMIT 1;
SELECT rows_of();
-- new session
SELECT COUNT(*) FROM led;
CALL add_one('w1', @last);
SELECT @last;
SELECT COUNT(*), MAX(n) FROM led;
SELECT LAST_INSERT_ID();
SELECT twice(1);
SELECT id, twice(n) FROM led ORDER BY id LIMIT 2;
SELECT rows_of();
-- new session
SELECT COUNT(*) FROM led;
CALL add_one('w2', @last);
SELECT @last;
SELECT COUNT(*), MAX(n) FROM led;
SELECT LAST_INSERT_ID();
SELECT twice(2);
SELECT id, twice(n) FROM led ORDER BY id LIMIT 3;
SELECT rows_of();
-- new session
SELECT COUNT(*) FROM led;
CALL add_one('w3', @last);
SELECT @last;
SELECT COUNT(*), MAX(n) FROM led;
SELECT LAST_INSERT_ID();
SELECT twice(3);
SELECT id, twice(n) FROM led ORDER BY id LIMIT 4;
SELECT rows_of();
-- new session
SELECT COUNT(*) FROM led;
CALL add_one('w4', @last);
SELECT @last;
SELECT COUNT(*), MAX(n) FROM led;
SELECT LAST_INSERT_ID();
SELECT twice(4);
SELECT id, twice(n) FROM led ORDER BY id LIMIT 5;
SELECT rows_of();
-- new session
SELECT COUNT(*) FROM led;
CALL add_one('w5', @last);
SELECT @last;
SELECT COUNT(*), MAX(n) FROM led;
SELECT LAST_INSERT_ID();
SELECT twice(5);
SELECT id, twice(n) FROM led ORDER BY id LIMIT 6;
SELECT rows_of();
-- new session
SELECT COUNT(*) FROM led;
CALL add_one('w6', @last);
SELECT @last;
SELECT COUNT(*), MAX(n) FROM led;
SELECT LAST_INSERT_ID();
SELECT twice(6);
SELECT id, twice(n) FROM led ORDER BY id LIMIT 7;
SELECT rows_of();
-- new session
SELECT COUNT(*) FROM led;
CALL add_one('w7', @last);
SELECT @last;
SELECT COUNT(*), MAX(n) FROM led;
SELECT LAST_INSERT_ID();
SELECT twice(7);
SELECT id, twice(n) FROM led ORDER BY id LIMIT 8;
SELECT rows_of();
CALL two_sets();
CALL sets_state();
SELECT @from_procedure;
SELECT * FROM made_there;
CALL commits();
SELECT COUNT(*) FROM led;
CALL leaves_open();
SELECT COUNT(*) FROM led;
ROLLBACK;
SELECT COUNT(*) FROM led;
CALL fails();
SELECT w FROM led ORDER BY id DESC LIMIT 1;
SET @n = 2;
CALL counts(@n);
SELECT @n;
CALL handled();
CALL nosuch();
SELECT 1;
CALL calls_missing();
SELECT @ran_so_far;
CALL add_one();
CALL two_sets;
-- new session
SELECT COUNT(*) FROM led;
SELECT writes_led('f0');
SELECT COUNT(*) FROM led;
SELECT LAST_INSERT_ID();
SELECT sets_variable(0);
SELECT @by_function;
-- new session
SELECT COUNT(*) FROM led;
SELECT writes_led('f1');
SELECT COUNT(*) FROM led;
SELECT LAST_INSERT_ID();
SELECT sets_variable(1);
SELECT @by_function;
-- new session
SELECT COUNT(*) FROM led;
SELECT writes_led('f2');
SELECT COUNT(*) FROM led;
SELECT LAST_INSERT_ID();
SELECT sets_variable(2);
SELECT @by_function;
-- new session
SELECT COUNT(*) FROM led;
SELECT writes_led('f3');
SELECT COUNT(*) FROM led;
SELECT LAST_INSERT_ID();
SELECT sets_variable(3);
SELECT @by_function;
-- new session
SELECT COUNT(*) FROM led;
SELECT writes_led('f4');
SELECT COUNT(*) FROM led;
SELECT LAST_INSERT_ID();
SELECT sets_variable(4);
SELECT @by_function;
-- new session
SELECT COUNT(*) FROM led;
SELECT writes_led('f5');
SELECT COUNT(*) FROM led;
SELECT LAST_INSERT_ID();
SELECT sets_variable(5);
SELECT @by_function;
SELECT sets_len();
SELECT GROUP_CONCAT(w ORDER BY id) FROM led;
SELECT @@group_concat_max_len;
DO writes_led('by do');
SELECT COUNT(*) FROM led;
INSERT INTO led (n) VALUES (twice(5));
SELECT n FROM led ORDER BY id DESC LIMIT 1;
UPDATE led SET n = twice(n) WHERE id = 1;
SELECT n FROM led WHERE id = 1;
SELECT nosuch_fn(1);
SELECT testdb.twice(4);
SELECT `twice`(5);
SELECT twice (6);
-- new session
CREATE VIEW v0 AS SELECT id, n FROM led;
SELECT * FROM v0 ORDER BY 1, 1 LIMIT 4;
SELECT COUNT(*) FROM v0;
CREATE OR REPLACE VIEW v0 AS SELECT 1 AS one;
SELECT * FROM v0;
DROP VIEW v0;
SELECT * FROM v0;
CREATE VIEW v1 AS SELECT COUNT(*) AS c FROM led;
SELECT * FROM v1 ORDER BY 1, 1 LIMIT 4;
SELECT COUNT(*) FROM v1;
CREATE OR REPLACE VIEW v1 AS SELECT 1 AS one;
SELECT * FROM v1;
DROP VIEW v1;
SELECT * FROM v1;
CREATE VIEW v2 AS SELECT w, SUM(n) AS s FROM led GROUP BY w;
SELECT * FROM v2 ORDER BY 1, 1 LIMIT 4;
SELECT COUNT(*) FROM v2;
CREATE OR REPLACE VIEW v2 AS SELECT 1 AS one;
SELECT * FROM v2;
DROP VIEW v2;
SELECT * FROM v2;
CREATE VIEW v3 AS SELECT twice(n) AS t FROM led;
SELECT * FROM v3 ORDER BY 1, 1 LIMIT 4;
SELECT COUNT(*) FROM v3;
CREATE OR REPLACE VIEW v3 AS SELECT 1 AS one;
SELECT * FROM v3;
DROP VIEW v3;
SELECT * FROM v3;
CREATE VIEW vu AS SELECT id, w FROM led;
UPDATE vu SET w = 'through' WHERE id = 1;
SELECT w FROM led WHERE id = 1;
INSERT INTO vu (w) VALUES ('in');
SELECT w FROM vu ORDER BY id DESC LIMIT 1;
DELETE FROM vu WHERE w = 'in';
SELECT COUNT(*) FROM vu;
DROP PROCEDURE add_one;
CALL add_one();
SELECT 1;
DROP PROCEDURE two_sets;
CALL two_sets();
SELECT 1;
DROP PROCEDURE sets_state;
CALL sets_state();
SELECT 1;
DROP PROCEDURE commits;
CALL commits();
SELECT 1;
DROP PROCEDURE leaves_open;
CALL leaves_open();
SELECT 1;
DROP PROCEDURE fails;
CALL fails();
SELECT 1;
DROP PROCEDURE counts;
CALL counts();
SELECT 1;
DROP PROCEDURE handled;
CALL handled();
SELECT 1;
DROP PROCEDURE calls_missing;
CALL calls_missing();
SELECT 1;
DROP FUNCTION twice;
SELECT twice();
SELECT 1;
DROP FUNCTION rows_of;
SELECT rows_of();
SELECT 1;
DROP FUNCTION writes_led;
SELECT writes_led();
SELECT 1;
DROP FUNCTION sets_len;
SELECT sets_len();
SELECT 1;
DROP FUNCTION sets_variable;
SELECT sets_variable();
SELECT 1;
