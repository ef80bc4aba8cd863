# Views and triggers that do more than their names say: what they leave is asked for afterwards.
CREATE TABLE kept (id INT AUTO_INCREMENT PRIMARY KEY, v INT);
INSERT INTO kept (v) VALUES (1), (2), (3);
CREATE VIEW plain_rows AS SELECT id, v FROM kept;
CREATE VIEW locked AS SELECT GET_LOCK('of a view', 0) AS l;
CREATE VIEW over_locked AS SELECT l FROM locked;
CREATE VIEW last_id AS SELECT LAST_INSERT_ID() AS id;
CREATE VIEW last_id_of_rows AS SELECT k.v, i.id FROM kept k JOIN last_id i;
CREATE VIEW my_connection AS SELECT CONNECTION_ID() AS id;
SELECT * FROM plain_rows ORDER BY id;
SELECT COUNT(*) FROM plain_rows;
-- new session
SELECT l FROM locked;
SELECT IS_USED_LOCK('of a view') = CONNECTION_ID();
SELECT IS_FREE_LOCK('of a view');
SELECT RELEASE_LOCK('of a view');
SELECT IS_FREE_LOCK('of a view');
SELECT l FROM `over_locked` AS x;
SELECT IS_USED_LOCK('of a view') = CONNECTION_ID();
SELECT RELEASE_ALL_LOCKS();
-- new session
SELECT * FROM (SELECT l FROM locked) d;
SELECT IS_USED_LOCK('of a view') = CONNECTION_ID();
DO RELEASE_LOCK('of a view');
SELECT 1 FROM kept WHERE EXISTS (SELECT 1 FROM over_locked) LIMIT 1;
SELECT RELEASE_LOCK('of a view');
-- new session
INSERT INTO kept (v) VALUES (4);
SELECT COUNT(*) FROM kept;
SELECT id FROM last_id;
SELECT v, id FROM last_id_of_rows ORDER BY v;
SELECT id = CONNECTION_ID() FROM my_connection;
INSERT INTO plain_rows (v) SELECT id FROM last_id;
SELECT id FROM last_id;
SELECT v FROM kept ORDER BY id;
-- new session
CREATE TABLE noted (v INT);
CREATE TABLE notes (v INT);
CREATE TRIGGER shorten AFTER INSERT ON noted FOR EACH ROW SET SESSION group_concat_max_len = 4;
CREATE TRIGGER pass_on AFTER INSERT ON notes FOR EACH ROW INSERT INTO noted VALUES (NEW.v);
CREATE TRIGGER keep BEFORE UPDATE ON notes FOR EACH ROW SET @kept = NEW.v;
SELECT GROUP_CONCAT(v ORDER BY id) FROM kept;
INSERT INTO noted VALUES (1);
SELECT GROUP_CONCAT(v ORDER BY id) FROM kept;
SELECT @@group_concat_max_len;
-- new session
SELECT GROUP_CONCAT(v ORDER BY id) FROM kept;
INSERT INTO notes VALUES (2);
SELECT GROUP_CONCAT(v ORDER BY id) FROM kept;
SELECT v FROM noted ORDER BY v;
-- new session
UPDATE notes SET v = 9;
SELECT @kept;
SELECT v FROM notes;
SELECT @kept + 1;
-- new session
CREATE OR REPLACE VIEW plain_rows AS SELECT GET_LOCK('of another', 0) AS l;
SELECT l FROM plain_rows;
SELECT IS_USED_LOCK('of another') = CONNECTION_ID();
-- new session
ALTER VIEW plain_rows AS SELECT v FROM kept;
SELECT v FROM plain_rows ORDER BY v;
DROP VIEW locked;
SELECT l FROM over_locked;
SELECT l FROM locked;
DROP TRIGGER shorten;
INSERT INTO noted VALUES (3);
SELECT GROUP_CONCAT(v ORDER BY v) FROM noted;
