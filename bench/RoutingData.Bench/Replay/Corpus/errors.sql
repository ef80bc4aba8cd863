# What fails, and that the session goes on as on one server.
CREATE TABLE e (id INT PRIMARY KEY, v INT NOT NULL);
INSERT INTO e VALUES (1, 1);
-- new session
SELEC 1;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELEC 1;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT * FROM nosuch;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT * FROM nosuch;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT nosuch FROM e;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT nosuch FROM e;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT * FROM nosuchdb.t;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT * FROM nosuchdb.t;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
INSERT INTO e VALUES (1, 2);
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
INSERT INTO e VALUES (1, 2);
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
INSERT INTO e VALUES (2, NULL);
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
INSERT INTO e VALUES (2, NULL);
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
INSERT INTO e VALUES (2);
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
INSERT INTO e VALUES (2);
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
INSERT INTO nosuch VALUES (1);
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
INSERT INTO nosuch VALUES (1);
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
UPDATE e SET nosuch = 1;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
UPDATE e SET nosuch = 1;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
UPDATE nosuch SET a = 1;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
UPDATE nosuch SET a = 1;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
DELETE FROM nosuch;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
DELETE FROM nosuch;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
DROP TABLE nosuch;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
DROP TABLE nosuch;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
DROP VIEW nosuch;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
DROP VIEW nosuch;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
DROP PROCEDURE nosuch;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
DROP PROCEDURE nosuch;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
DROP FUNCTION nosuch;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
DROP FUNCTION nosuch;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
CALL nosuch();
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
CALL nosuch();
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
EXECUTE nosuch;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
EXECUTE nosuch;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
DEALLOCATE PREPARE nosuch;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
DEALLOCATE PREPARE nosuch;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT nosuch(1);
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT nosuch(1);
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT ABS();
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT ABS();
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT ABS(1, 2);
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT ABS(1, 2);
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT 1 FROM;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT 1 FROM;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT (1;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT (1;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT 'open;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT 'open;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT `open;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT `open;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SET nosuch_variable = 1;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SET nosuch_variable = 1;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SET time_zone = 'nowhere';
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SET time_zone = 'nowhere';
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SET NAMES nosuch;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SET NAMES nosuch;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SET sql_mode = 'NOSUCH';
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SET sql_mode = 'NOSUCH';
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
USE nosuchdb;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
USE nosuchdb;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
CREATE TABLE e (a INT);
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
CREATE TABLE e (a INT);
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
ALTER TABLE e ADD COLUMN v INT;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
ALTER TABLE e ADD COLUMN v INT;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
ALTER TABLE nosuch ADD a INT;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
ALTER TABLE nosuch ADD a INT;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
CREATE INDEX i ON nosuch (a);
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
CREATE INDEX i ON nosuch (a);
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
ROLLBACK TO nosuch;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
ROLLBACK TO nosuch;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
RELEASE SAVEPOINT nosuch;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
RELEASE SAVEPOINT nosuch;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
HANDLER nosuch READ FIRST;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
HANDLER nosuch READ FIRST;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
LOCK TABLES nosuch READ;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
LOCK TABLES nosuch READ;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
PREPARE p FROM 'SELEC 1';
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
PREPARE p FROM 'SELEC 1';
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT * FROM e WHERE id = (SELECT 1 UNION SELECT 2);
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT * FROM e WHERE id = (SELECT 1 UNION SELECT 2);
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT 1 + (SELECT 1, 2);
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT 1 + (SELECT 1, 2);
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT * FROM e GROUP BY nosuch;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT * FROM e GROUP BY nosuch;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT * FROM e ORDER BY 9;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT * FROM e ORDER BY 9;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT * FROM e LIMIT -1;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT * FROM e LIMIT -1;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT POW(10, 1000);
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT POW(10, 1000);
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT CAST(-1 AS UNSIGNED) + 1;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT CAST(-1 AS UNSIGNED) + 1;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
KILL 999999999;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
KILL 999999999;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SIGNAL SQLSTATE '45000';
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SIGNAL SQLSTATE '45000';
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
GRANT ALL ON *.* TO nobody;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
GRANT ALL ON *.* TO nobody;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
CREATE USER x@y IDENTIFIED BY 'z';
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
CREATE USER x@y IDENTIFIED BY 'z';
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SET GLOBAL max_connections = 10;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SET GLOBAL max_connections = 10;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
FLUSH PRIVILEGES;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
FLUSH PRIVILEGES;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
LOAD DATA INFILE '/nosuch' INTO TABLE e;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
LOAD DATA INFILE '/nosuch' INTO TABLE e;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT * FROM e INTO OUTFILE '/nosuch/x';
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT * FROM e INTO OUTFILE '/nosuch/x';
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
XA COMMIT 'nosuch';
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
XA COMMIT 'nosuch';
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
INSERT INTO e SELECT 1, 1;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
INSERT INTO e SELECT 1, 1;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT JSON_EXTRACT('{', '$');
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT JSON_EXTRACT('{', '$');
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT ST_GEOMFROMTEXT('nothing');
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT ST_GEOMFROMTEXT('nothing');
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT a.* FROM e;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT a.* FROM e;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
-- new session
SELECT DISTINCT FROM e;
SELECT COUNT(*) FROM e;
SELECT @@error_count >= 0;
BEGIN;
UPDATE e SET v = v + 1 WHERE id = 1;
SELECT DISTINCT FROM e;
SELECT v FROM e WHERE id = 1;
ROLLBACK;
SELECT v FROM e WHERE id = 1;
