-- What the demo needs, run once on the writer by an administrator; replication takes it to the replicas.
-- For MariaDB and MySQL: only MariaDB reads what stands between /*M! and */.

CREATE DATABASE IF NOT EXISTS testdb;

-- Wide enough for db001; make hostname wider where names are longer. Nothing in it is unique but the id, so that an insert
-- that was executed twice is there twice.
CREATE TABLE IF NOT EXISTS testdb.insert_test (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    run BIGINT NOT NULL,
    number INT NOT NULL,
    hostname VARCHAR(5) NOT NULL,
    insert_time DATETIME NOT NULL,
    KEY (run, number)
);

-- With UnknownOutcome = Resolve each insert leaves a row here, by which the next writer knows what became of it.
CREATE TABLE IF NOT EXISTS testdb.routingdata_marker (
    id CHAR(36) CHARACTER SET ascii NOT NULL PRIMARY KEY,
    affected BIGINT NULL,
    last_id BIGINT UNSIGNED NULL,
    at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    KEY at (at)
) ENGINE=InnoDB;

CREATE USER IF NOT EXISTS 'appuser'@'%' IDENTIFIED BY 'apppass';
GRANT SELECT, INSERT, UPDATE, DELETE ON testdb.* TO 'appuser'@'%';

CREATE USER IF NOT EXISTS 'monitor'@'%' IDENTIFIED BY 'monitor';
GRANT REPLICATION CLIENT /*M!100502 , SLAVE MONITOR */ ON *.* TO 'monitor'@'%';
