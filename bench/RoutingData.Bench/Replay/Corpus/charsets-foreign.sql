# Text beyond ASCII under a client character set that is not UTF-8: the whole session stays where it is.
CREATE TABLE phrase (id INT PRIMARY KEY, t VARCHAR(30));
SET NAMES latin1;
INSERT INTO phrase VALUES (1, 'naïve');
SELECT id, HEX(t) FROM phrase ORDER BY id;
SELECT 'é';
SELECT 1;
SET NAMES gbk;
SELECT HEX('中');
SELECT '中\\', 1 -- ';
SELECT 2;
SET NAMES utf8mb4;
SELECT '中';
