using RoutingData.Monitor;
using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

/// <summary>Views and triggers that do more than a text that names them says, as the servers describe them.</summary>
public sealed class StoredCodeTests
{
    private static readonly StoredDefinition[] Stored =
    [
        View("plain", "select `shop`.`t`.`a` AS `a` from `shop`.`t`"),
        View("locks", "select get_lock('a',0) AS `l`"),
        View("over_locks", "select `locks`.`l` AS `l` from `shop`.`locks`"),
        View("far_over_locks", "select `over_locks`.`l` AS `l` from (`shop`.`t` join `shop`.`over_locks`)"),
        View("asks_id", "select last_insert_id() AS `id`"),
        View("locks_and_asks", "select get_lock('a',0) AS `l`,last_insert_id() AS `id`"),
        View("asks_rows", "select row_count() AS `n`"),
        View("advances", "select nextval(`shop`.`s`) AS `n`"),
        View("of_one_server", "select `information_schema`.`processlist`.`ID` AS `ID` from `information_schema`.`processlist`"),
        View("calls_writing", "select `shop`.`writes`() AS `w`"),
        View("calls_plain", "select `shop`.`adds`(1) AS `a`"),
        View("calls_hidden", "select `shop`.`hidden`(1) AS `a`"),
        View("strange`name", "select get_lock('a',0) AS `l`"),
        View("elsewhere", "select get_lock('a',0) AS `l`") with { Schema = "other" },
        View("secret", null),
        View("over_marked", "select `shop`.`marked`.`a` AS `a` from `shop`.`marked`"),
        Trigger("quiet", "INSERT INTO shop.audit (a) VALUES (NEW.a)"),
        Trigger("marked", "SET @last = NEW.a"),
        Trigger("cascades", "BEGIN IF NEW.a > 1 THEN INSERT INTO marked (a) VALUES (NEW.a); END IF; END"),
        Trigger("calls", "CALL keeps()"),
        Trigger("calls_quiet", "CALL keeps_nothing(NEW.a, @a)"),
        Trigger("reads_variable", "SET NEW.who = IFNULL(@who, CURRENT_USER())"),
        Function("adds", "RETURN a + 1"),
        Function("writes", "BEGIN INSERT INTO shop.audit VALUES (1); RETURN 1; END"),
        Function("nests", "RETURN shop.writes()"),
        Procedure("keeps", "BEGIN SET @kept = 1; END"),
        Procedure("keeps_nothing", "BEGIN DECLARE n INT DEFAULT (SELECT MAX(a) FROM t); UPDATE audit SET a = n; END"),
    ];

    private static readonly ClassifierOptions MariaDb =
        ClassifierOptions.Default with { Vocabulary = new Vocabulary(new ServerDialect(ServerFlavor.MariaDb, 10_1119)) };

    private static readonly ClassifierOptions Known = MariaDb with { Schema = "shop", StoredCode = StoredCodeReader.Read(Stored, MariaDb) };

    [Theory]
    [InlineData("SELECT a FROM plain", "Reader", false)]
    [InlineData("SELECT l FROM locks", "Writer", true)]
    [InlineData("SELECT l FROM LOCKS", "Writer", true)]
    [InlineData("SELECT l FROM `locks`", "Writer", true)]
    [InlineData("SELECT l FROM shop.locks", "Writer", true)]
    [InlineData("SELECT l FROM shop . locks", "Writer", true)]
    [InlineData("SELECT l FROM `shop`.`locks` AS x", "Writer", true)]
    [InlineData("SELECT l FROM `SHOP` /* c */ . -- c\n `Locks`", "Writer", true)]
    [InlineData("SELECT l FROM .locks", "Writer", true)]
    [InlineData("SELECT l FROM/**/locks", "Writer", true)]
    [InlineData("SELECT l FROM /*!50000 locks */", "Writer", true)]
    [InlineData("SELECT l FROM (locks)", "Writer", true)]
    [InlineData("SELECT l FROM t, locks", "Writer", true)]
    [InlineData("SELECT l FROM (t, locks)", "Writer", true)]
    [InlineData("SELECT l FROM t x JOIN locks ON 1 = 1", "Writer", true)]
    [InlineData("SELECT l FROM t STRAIGHT_JOIN locks", "Writer", true)]
    [InlineData("SELECT * FROM t a JOIN t b ON a.a = b.a, locks", "Writer", true)]
    [InlineData("SELECT * FROM { OJ t LEFT OUTER JOIN locks ON 1 = 1 }", "Writer", true)]
    [InlineData("SELECT (SELECT l FROM locks)", "Writer", true)]
    [InlineData("SELECT 1 FROM t WHERE EXISTS (SELECT 1 FROM locks)", "Writer", true)]
    [InlineData("SELECT * FROM (SELECT l FROM locks) d", "Writer", true)]
    [InlineData("WITH w AS (SELECT l FROM locks) SELECT l FROM w", "Writer", true)]
    [InlineData("SELECT 1 UNION SELECT l FROM locks", "Writer", true)]
    [InlineData("(SELECT l FROM locks)", "Writer", true)]
    [InlineData("TABLE locks", "Writer", true)]
    [InlineData("TABLE shop.locks ORDER BY l LIMIT 1", "Writer", true)]
    [InlineData("EXPLAIN SELECT l FROM locks", "Writer", true)]
    [InlineData("EXPLAIN ANALYZE SELECT l FROM locks", "Writer", true)]
    [InlineData("DO (SELECT l FROM locks)", "Writer", true)]
    [InlineData("SET @x = (SELECT l FROM locks)", "Writer", true)]
    [InlineData("CREATE TABLE c AS SELECT l FROM locks", "Writer", true)]
    [InlineData("CREATE TABLE c (a INT) SELECT l FROM locks", "Writer", true)]
    [InlineData("INSERT INTO t SELECT l FROM locks", "Writer", true)]
    [InlineData("SELECT 1; SELECT l FROM locks; SELECT 2", "Writer", true)]
    [InlineData("SET STATEMENT max_statement_time = 1 FOR SELECT l FROM locks", "Writer", true)]
    [InlineData("SELECT l FROM over_locks", "Writer", true)]
    [InlineData("SELECT l FROM far_over_locks", "Writer", true)]
    [InlineData("SELECT l FROM other.locks", "Reader", false)]
    [InlineData("SELECT l FROM elsewhere", "Reader", false)]
    [InlineData("SELECT l FROM other.elsewhere", "Writer", true)]
    [InlineData("SELECT l FROM `strange``name`", "Writer", true)]
    [InlineData("SELECT id FROM asks_id", "Session", false)]
    [InlineData("SELECT n FROM asks_rows", "Session", false)]
    [InlineData("SELECT n FROM advances", "Writer", false)]
    [InlineData("SELECT ID FROM of_one_server", "Writer", false)]
    [InlineData("SELECT w FROM calls_writing", "Writer", true)]
    [InlineData("SELECT a FROM calls_plain", "Reader", false)]
    [InlineData("SELECT a FROM calls_hidden", "Writer", true)]
    [InlineData("SELECT a FROM secret", "Reader", false)]
    [InlineData("SELECT locks FROM t", "Reader", false)]
    [InlineData("SELECT locks.l FROM t AS locks", "Reader", false)]
    [InlineData("SHOW CREATE VIEW locks", "Reader", false)]
    [InlineData("SHOW COLUMNS FROM locks", "Reader", false)]
    [InlineData("DESC locks", "Reader", false)]
    [InlineData("CREATE VIEW w AS SELECT l FROM locks", "Writer", false)]
    [InlineData("DROP VIEW locks", "Writer", false)]
    [Trait("Fault", "S11")]
    public void What_reads_a_view_does_what_the_view_does(string sql, string target, bool pins)
    {
        var traits = StatementClassifier.Classify(sql, Known);

        Assert.Equal((target, pins), (traits.Target.ToString(), traits.Pins));
    }

    [Fact]
    [Trait("Fault", "S11")]
    public void A_view_asks_and_locks_as_its_query_does()
    {
        Assert.True(StatementClassifier.Classify("SELECT id FROM asks_id", Known).AsksOfLastWrite);
        Assert.True(StatementClassifier.Classify("SELECT n FROM asks_rows", Known).FollowsPreviousStatement);
        Assert.True(StatementClassifier.Classify("INSERT INTO t SELECT id FROM asks_id", Known).AsksOfLastWrite);
        Assert.True(StatementClassifier.Classify("SELECT * FROM locks_and_asks", Known) is { AsksOfLastWrite: true, Pins: true, Target: StatementTarget.Writer });
        Assert.Equal(1, StatementClassifier.Classify("SELECT l FROM locks", Known).NamedLocks);
        Assert.Equal("reads a view that takes a named lock (GET_LOCK)", StatementClassifier.Classify("SELECT l FROM locks", Known).Reason);
    }

    [Theory]
    [InlineData("INSERT INTO quiet VALUES (1)", false)]
    [InlineData("INSERT INTO marked VALUES (1)", true)]
    [InlineData("INSERT marked (a) VALUES (1)", true)]
    [InlineData("INSERT LOW_PRIORITY IGNORE INTO shop.marked SET a = 1", true)]
    [InlineData("INSERT INTO `shop`.`MARKED` VALUES (1)", true)]
    [InlineData("REPLACE marked VALUES (1)", true)]
    [InlineData("UPDATE marked SET a = 1", true)]
    [InlineData("UPDATE LOW_PRIORITY shop.marked AS m SET m.a = 1", true)]
    [InlineData("UPDATE t JOIN marked m ON m.a = t.a SET m.a = 1", true)]
    [InlineData("DELETE FROM marked WHERE a = 1", true)]
    [InlineData("DELETE m FROM t, marked m", true)]
    [InlineData("DELETE QUICK FROM marked", true)]
    [InlineData("WITH w AS (SELECT 1) DELETE FROM marked", true)]
    [InlineData("LOAD DATA LOCAL INFILE 'x' INTO TABLE marked", true)]
    [InlineData("INSERT INTO over_marked VALUES (1)", true)]
    [InlineData("INSERT INTO cascades VALUES (1)", true)]
    [InlineData("INSERT INTO calls VALUES (1)", true)]
    [InlineData("INSERT INTO calls_quiet VALUES (1)", true)]
    [InlineData("INSERT INTO reads_variable VALUES (1)", false)]
    [InlineData("INSERT INTO other.marked VALUES (1)", false)]
    [InlineData("SELECT a FROM marked", false)]
    [InlineData("TRUNCATE marked", false)]
    [InlineData("EXPLAIN INSERT INTO marked VALUES (1)", false)]
    [InlineData("EXPLAIN UPDATE marked SET a = 1", false)]
    [Trait("Fault", "S7")]
    public void What_changes_a_table_leaves_what_its_triggers_leave(string sql, bool pins) =>
        Assert.Equal(pins, StatementClassifier.Classify(sql, Known).Pins);

    [Theory]
    [InlineData("SET NEW.a = 1", false)]
    [InlineData("set new.a = 1, NEW.b = NEW.a + 1", false)]
    [InlineData("BEGIN DECLARE x, y INT DEFAULT 0; SET x = 1; SET y = (x + 1); END", false)]
    [InlineData("BEGIN DECLARE d DECIMAL(10, 2); DECLARE t DATETIME(6) DEFAULT NOW(6); SET d := 1; END", false)]
    [InlineData("BEGIN DECLARE n INT; SELECT COUNT(*) INTO n FROM t WHERE who = @who; SET NEW.a = n; END", false)]
    [InlineData("BEGIN DECLARE n INT; SELECT COUNT(*) FROM t INTO n; END", false)]
    [InlineData("BEGIN IF (NEW.a > 1) THEN SET NEW.a = 1; ELSEIF (NEW.a = 0) THEN SET NEW.a = 2; ELSE SET NEW.a = 3; END IF; END", false)]
    [InlineData("BEGIN CASE NEW.a WHEN 1 THEN SET NEW.b = 1; ELSE BEGIN END; END CASE; END", false)]
    [InlineData("SET NEW.a = CASE WHEN NEW.b = 1 THEN REPLACE(NEW.c, 'a', 'b') ELSE IF(NEW.b, 1, 2) END", false)]
    [InlineData("BEGIN DECLARE i INT DEFAULT 0; l: WHILE (i < 3) DO SET i = i + 1; IF i = 2 THEN LEAVE l; END IF; END WHILE l; END", false)]
    [InlineData("BEGIN DECLARE i INT DEFAULT 0; REPEAT SET i = i + 1; UNTIL (i > 3) END REPEAT; END", false)]
    [InlineData("BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION, SQLSTATE VALUE '23000', 1062, NOT FOUND BEGIN END; INSERT INTO audit VALUES (1); END", false)]
    [InlineData("BEGIN DECLARE CONTINUE HANDLER FOR NOT FOUND SET @done = 1; END", true)]
    [InlineData("BEGIN DECLARE done INT; DECLARE c CURSOR FOR SELECT a FROM t; DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1; OPEN c; FETCH c INTO done; CLOSE c; END", false)]
    [InlineData("SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no', MYSQL_ERRNO = 1234", false)]
    [InlineData("INSERT INTO audit (a, b) VALUES (OLD.a, NOW()) ON DUPLICATE KEY UPDATE b = VALUES(b)", false)]
    [InlineData("REPLACE INTO audit (a) SELECT a FROM t", false)]
    [InlineData("DELETE FROM audit WHERE a = OLD.a", false)]
    [InlineData("UPDATE audit SET x = 1, sql_mode = 2 WHERE a = OLD.a", false)]
    [InlineData("FOR i IN 1..3 DO INSERT INTO audit VALUES (i); END FOR", false)]
    [InlineData("SET @a = 1", true)]
    [InlineData("SET NEW.a = 1, @a = 2", true)]
    [InlineData("SET @@session.sql_mode = ''", true)]
    [InlineData("SET sql_mode = ''", true)]
    [InlineData("SET SESSION group_concat_max_len = 4", true)]
    [InlineData("SET LOCAL group_concat_max_len = 4", true)]
    [InlineData("SET timestamp = 1", true)]
    [InlineData("BEGIN SELECT COUNT(*) INTO @n FROM t; END", true)]
    [InlineData("BEGIN SELECT COUNT(*) FROM t INTO @n; END", true)]
    [InlineData("BEGIN DECLARE n INT; SELECT 1, 2 INTO n, @n; END", true)]
    [InlineData("BEGIN DECLARE n INT; SELECT @n := 1 INTO n; END", true)]
    [InlineData("BEGIN IF NEW.a = 1 THEN SET @a = 1; END IF; END", true)]
    [InlineData("BEGIN IF GET_LOCK('a', 0) THEN SET NEW.a = 1; END IF; END", true)]
    [InlineData("DO GET_LOCK('a', 0)", true)]
    [InlineData("SET NEW.a = get_lock('a', 0)", true)]
    [InlineData("CREATE TEMPORARY TABLE x (a INT)", true)]
    [InlineData("BEGIN CREATE TEMPORARY TABLE IF NOT EXISTS x AS SELECT 1; END", true)]
    [InlineData("BEGIN DROP TEMPORARY TABLE IF EXISTS x; END", true)]
    [InlineData("CALL hidden(1)", true)]
    [InlineData("SET NEW.a = unknown_function(1)", true)]
    [InlineData("BEGIN GET DIAGNOSTICS @n = NUMBER; END", true)]
    [InlineData("BEGIN DECLARE n INT; GET DIAGNOSTICS n = NUMBER; END", false)]
    [InlineData("/*!50003 SET @a = 1 */", true)]
    [InlineData("SET /* NEW. */ @a = 1", true)]
    [InlineData("BEGIN FROB x; END", true)]
    [InlineData("BEGIN BEGIN SET NEW.a = 1; END", false)]
    [Trait("Fault", "S7")]
    public void A_body_leaves_what_it_sets_outside_itself(string body, bool leaves)
    {
        var known = StoredCodeReader.Read([Trigger("watched", body)], ClassifierOptions.Default);

        Assert.Equal(leaves, StatementClassifier.Classify("INSERT INTO watched VALUES (1)", Known with { StoredCode = known }).Pins);
    }

    [Theory]
    [InlineData("RETURN (SELECT MAX(a) FROM t)", false)]
    [InlineData("BEGIN DECLARE x INT; SELECT MAX(a) INTO x FROM t; RETURN x; END", false)]
    [InlineData("RETURN LAST_INSERT_ID()", true)]
    [InlineData("RETURN @x", true)]
    [InlineData("RETURN GET_LOCK('a', 0)", true)]
    [InlineData("RETURN NEXTVAL(s)", true)]
    [InlineData("BEGIN UPDATE t SET a = 1; RETURN 1; END", true)]
    [InlineData("BEGIN SET @@group_concat_max_len = 4; RETURN 1; END", true)]
    [InlineData("BEGIN DECLARE x INT; SELECT a INTO x FROM t FOR UPDATE; RETURN x; END", true)]
    [InlineData("BEGIN CALL p(); RETURN 1; END", true)]
    [InlineData("RETURN other()", true)]
    [Trait("Fault", "S11")]
    public void A_view_is_a_plain_read_where_its_functions_only_read(string body, bool more)
    {
        var known = StoredCodeReader.Read([Function("f", body), View("v", "select `shop`.`f`() AS `f`")], ClassifierOptions.Default);

        Assert.Equal(more, !StatementClassifier.Classify("SELECT f FROM v", Known with { StoredCode = known }).IsPlainRead);
    }

    [Fact]
    [Trait("Fault", "S11")]
    public void What_is_in_another_language_or_hidden_may_do_anything()
    {
        var known = StoredCodeReader.Read(
            [
                Trigger("t", "SET NEW.a = 1") with { IsForeign = true },
                Function("f", "RETURN 1") with { IsForeign = true }, View("v", "select `shop`.`f`() AS `f`"),
            ],
            ClassifierOptions.Default);
        var options = Known with { StoredCode = known };

        Assert.True(StatementClassifier.Classify("DELETE FROM t", options).Pins);
        Assert.True(StatementClassifier.Classify("SELECT * FROM v", options).Pins);
    }

    [Theory]
    [InlineData("CREATE VIEW v AS SELECT GET_LOCK('a', 0) AS l", "SELECT l FROM v")]
    [InlineData("CREATE OR REPLACE ALGORITHM = MERGE DEFINER = 'a'@'%' SQL SECURITY INVOKER VIEW shop.v (l) AS (SELECT GET_LOCK('a', 0)) WITH CHECK OPTION", "SELECT l FROM v")]
    [InlineData("ALTER VIEW v AS SELECT NEXTVAL(s) AS l", "SELECT l FROM v")]
    [InlineData("CREATE VIEW IF NOT EXISTS `v` AS SELECT my_own() AS l", "SELECT l FROM v")]
    [InlineData("/*!50001 CREATE VIEW `v` AS SELECT GET_LOCK('a', 0) AS `l` */", "SELECT l FROM v")]
    [InlineData("SELECT 1; CREATE VIEW v AS SELECT GET_LOCK('a', 0) AS l; SELECT 2", "SELECT l FROM v")]
    [InlineData("CREATE VIEW v AS SELECT l FROM locks", "SELECT l FROM v")]
    [InlineData("CREATE TRIGGER g BEFORE INSERT ON v FOR EACH ROW SET @a = 1", "INSERT INTO v VALUES (1)")]
    [InlineData("CREATE DEFINER = CURRENT_USER() TRIGGER IF NOT EXISTS shop.g AFTER UPDATE ON shop.v FOR EACH ROW FOLLOWS h BEGIN SET @a = 1; END", "UPDATE v SET a = 1")]
    [Trait("Fault", "S11")]
    [Trait("Fault", "S7")]
    public void A_definition_that_runs_here_is_known_at_once(string definition, string sql)
    {
        var traits = StatementClassifier.Classify(definition, Known);
        var found = Assert.Single(traits.Definitions);
        Assert.True(traits.ChangesStoredCode);
        Assert.True(found.Schema is "" or "shop");

        var known = Known.StoredCode.With(StoredCodeReader.ObjectOf(found with { Schema = "shop" }, Known)!);

        Assert.False(DoesMore(Known));
        Assert.True(DoesMore(Known with { StoredCode = known }));

        bool DoesMore(ClassifierOptions options) =>
            StatementClassifier.Classify(sql, options) is var read && (read.Pins || (sql.StartsWith("SELECT", StringComparison.Ordinal) && !read.IsPlainRead));
    }

    [Theory]
    [InlineData("CREATE FUNCTION f() RETURNS INT RETURN 1")]
    [InlineData("CREATE PROCEDURE p() BEGIN END")]
    [InlineData("DROP VIEW v")]
    [InlineData("DROP TRIGGER g")]
    [InlineData("DROP FUNCTION f")]
    [InlineData("DROP DATABASE d")]
    [InlineData("RENAME TABLE v TO w")]
    [Trait("Fault", "S11")]
    public void After_other_definitions_the_servers_are_asked(string sql)
    {
        var traits = StatementClassifier.Classify(sql, ClassifierOptions.Default);

        Assert.True(traits.ChangesStoredCode);
        Assert.Empty(traits.Definitions);
    }

    [Fact]
    [Trait("Fault", "S11")]
    public void What_a_text_names_may_be_what_it_has_just_defined()
    {
        const string Define = "CREATE VIEW v AS SELECT GET_LOCK('a', 0) AS l; SELECT l FROM v";

        Assert.True(StatementClassifier.Classify(Define, ClassifierOptions.Default).Pins);
    }

    // An unsafe rule sends it to a reader all the same: the session must not stay there.
    [Fact]
    [Trait("Fault", "S11")]
    public void Where_calls_pin_nothing_views_and_triggers_that_call_pin_nothing()
    {
        var options = Known with { CallPins = false };

        Assert.False(StatementClassifier.Classify("SELECT w FROM calls_writing", options).Pins);
        Assert.False(StatementClassifier.Classify("INSERT INTO marked VALUES (1)", options).Pins);
        Assert.True(StatementClassifier.Classify("SELECT l FROM locks", options).Pins);
    }

    [Fact]
    [Trait("Fault", "S11")]
    public void Knowledge_is_compared_by_what_it_says()
    {
        var one = StoredCodeReader.Read(Stored, ClassifierOptions.Default);
        var reversed = StoredCodeReader.Read([.. Stored.Reverse()], ClassifierOptions.Default);
        var less = StoredCodeReader.Read([.. Stored.Where(stored => stored.Name != "locks")], ClassifierOptions.Default);

        Assert.True(one.SaysTheSameAs(reversed));
        Assert.False(one.SaysTheSameAs(less));
        Assert.False(less.SaysTheSameAs(one));
        Assert.True(StoredCode.Empty.IsEmpty);
    }

    private static StoredDefinition View(string name, string? query) => new(StoredDefinitionKind.View, "shop", name, query);

    private static StoredDefinition Trigger(string table, string body) => new(StoredDefinitionKind.Trigger, "shop", table, body);

    private static StoredDefinition Function(string name, string body) => new(StoredDefinitionKind.Function, "shop", name, body);

    private static StoredDefinition Procedure(string name, string body) => new(StoredDefinitionKind.Procedure, "shop", name, body);
}
