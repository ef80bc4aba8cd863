using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

public sealed class TraitsTests
{
    [Theory]
    [Trait("Requirement", "D10")]
    [InlineData("SET NAMES utf8mb4", "SET NAMES utf8mb4")]
    [InlineData("set names 'utf8' collate utf8_bin ;", "SET names 'utf8' collate utf8_bin")]
    [InlineData("SET CHARACTER SET utf8", "SET CHARACTER SET utf8")]
    [InlineData("SET SESSION time_zone = '+02:00' -- Berlin", "SET SESSION time_zone = '+02:00'")]
    [InlineData("SET @@session.sql_mode := ''", "SET @@session.sql_mode := ''")]
    [InlineData("SET a = 1, autocommit = 0, b = 'x,y', @u = 3, c = (1), sql_log_bin = 0", "SET a = 1, b = 'x,y', c = (1)")]
    [InlineData("SET GLOBAL a = 1, b = 2, SESSION c = 3, d = DEFAULT", "SET SESSION c = 3, d = DEFAULT")]
    [InlineData("SET SESSION TRANSACTION READ COMMITTED, READ ONLY;", "SET SESSION TRANSACTION READ COMMITTED, READ ONLY")]
    [InlineData("/*!40101 SET NAMES utf8 */;\n/*!40103 SET TIME_ZONE='+00:00' */;", "SET NAMES utf8, TIME_ZONE='+00:00'")]
    [InlineData("SET NAMES /*!50000 utf8 */", null)]
    [InlineData("/*!80000 SET NAMES utf8 */", null)]
    [InlineData("SET sql_mode = ?", null)]
    [InlineData("SET autocommit = 0", null)]
    [InlineData("SET @x = 1", null)]
    [InlineData("SET TRANSACTION READ ONLY", null)]
    [InlineData("SELECT 1", null)]
    public void Settings_are_the_text_to_send_again(string text, string? settings)
    {
        var traits = Classify(text);
        Assert.Equal(settings, Text(traits));
        Assert.Equal(settings is not null, traits.Effects.HasFlag(StatementEffects.ChangesSettings));
    }

    [Theory]
    [InlineData("SET NAMES utf8mb4, time_zone = '+00:00'; SET a = CONCAT(@@a, 'x')")]
    [InlineData("SET SESSION TRANSACTION READ WRITE")]
    [InlineData("SET GLOBAL a = 1, SESSION b = 2, c = 3")]
    public void Settings_sent_again_mean_the_same(string text)
    {
        var settings = Text(Classify(text))!;
        var again = Classify(settings);
        Assert.Equal(settings, Text(again));
        Assert.Equal(StatementEffects.ChangesSettings, again.Effects);
    }

    [Theory]
    [InlineData("USE app", "app")]
    [InlineData("USE `my ``app`", "my `app")]
    [InlineData("USE a; SELECT 1; USE b;", "b")]
    [InlineData("USE", null)]
    [InlineData("SELECT 1", null)]
    public void Database_is_that_of_the_last_USE(string text, string? database) => Assert.Equal(database, Classify(text).Database);

    [Theory]
    [Trait("Fault", "A1")]
    [InlineData("PREPARE s FROM 'INSERT INTO t VALUES (1)'", true)]
    [InlineData("PREPARE s FROM @text", true)]
    [InlineData("PREPARE s FROM CONCAT('SELECT ', f())", false)]
    [InlineData("BEGIN", true)]
    [InlineData("START TRANSACTION READ ONLY", true)]
    [InlineData("COMMIT", false)]
    [InlineData("COMMIT AND CHAIN", false)]
    [InlineData("SET @x = 1, @y = 'a'", true)]
    [InlineData("SET @x = 1; PREPARE s FROM 'SELECT 1'; BEGIN", true)]
    [InlineData("SET @x = f()", false)]
    [InlineData("SET @x = (SELECT n FROM a_view)", false)]
    [InlineData("SET @x = NEXTVAL(s)", false)]
    [InlineData("SET @x = 1, autocommit = 1", false)]
    [InlineData("SET @x = 1, GLOBAL a = 1", false)]
    [InlineData("SET SESSION TRANSACTION READ ONLY", false)]
    [InlineData("SET x y", false)]
    [InlineData("SELECT @x := 1", false)]
    [InlineData("SET @x = 1; INSERT INTO t VALUES (1)", false)]
    [InlineData("/*!80000 PREPARE s FROM 'SELECT 1' */", false)]
    [InlineData("EXECUTE s", false)]
    [InlineData("", false)]
    public void What_goes_down_with_its_connection_may_run_twice(string text, bool leavesOnlySession) =>
        Assert.Equal(leavesOnlySession, Classify(text).LeavesOnlySession);

    [Theory]
    [Trait("Requirement", "D31")]
    [InlineData("INSERT INTO t (a, b) VALUES (1, NOW())", true)]
    [InlineData("INSERT INTO app.t (a) SELECT COUNT(*) FROM u", true)]
    [InlineData("UPDATE t SET a = 1;", true)]
    [InlineData("DELETE FROM t WHERE a IN (1, 2)", true)]
    [InlineData("REPLACE t (a) VALUES (1)", true)]
    [InlineData("LOAD DATA INFILE 'x' INTO TABLE t (a, b)", true)]
    [InlineData("CREATE TABLE t (id INT, KEY k (id))", true)]
    [InlineData("DROP TABLE t", true)]
    [InlineData("SELECT * FROM t FOR UPDATE", true)]
    [InlineData("SELECT 1", true)]
    [InlineData("INSERT INTO t VALUES (app_fn(1))", false)]
    [InlineData("SELECT app_fn(1)", false)]
    [InlineData("UPDATE t SET a = 1; UPDATE u SET b = 2", false)]
    [InlineData("UPDATE t SET a = 1; LOAD DATA INFILE 'x' INTO TABLE t", false)]
    [InlineData("UPDATE t SET a = 1; SELECT ROW_COUNT();", true)]
    [InlineData("INSERT INTO t (a) VALUES (1); SELECT LAST_INSERT_ID(), ROW_COUNT();", true)]
    [InlineData("INSERT INTO t (a) VALUES (1); SELECT id FROM t WHERE ROW_COUNT() = 1 AND id = LAST_INSERT_ID()", false)]
    [InlineData("INSERT INTO t (a) VALUES (1); TABLE v", false)]
    [InlineData("UPDATE t SET a = 1; SELECT app_fn(1)", false)]
    [InlineData("UPDATE t SET a = 1; SELECT @x := 1", false)]
    [InlineData("UPDATE t SET a = app_fn(1); SELECT ROW_COUNT()", false)]
    [InlineData("UPDATE t SET a = 1; SET @x = 1", false)]
    [InlineData("UPDATE t SET a = 1; COMMIT", false)]
    [InlineData("SELECT ROW_COUNT(); UPDATE t SET a = 1", false)]
    [InlineData("SELECT 1; DELETE FROM t", false)]
    [InlineData("CALL p()", false)]
    [InlineData("BEGIN NOT ATOMIC DELETE FROM t; END", false)]
    [InlineData("COMMIT", false)]
    [InlineData("BEGIN", false)]
    [InlineData("EXECUTE s", false)]
    [InlineData("SET GLOBAL a = 1", false)]
    [InlineData("UPDATE t SET a = 1 /*!80000 ; DELETE FROM t */", false)]
    [InlineData("", false)]
    public void A_refusal_proves_that_nothing_ran_only_for_one_statement_that_can_be_refused_without_foreign_code(string text, bool proves) =>
        Assert.Equal(proves, Classify(text).RefusedMeansNotExecuted);

    [Theory]
    [Trait("Requirement", "D09")]
    [InlineData("SELECT ROW_COUNT()", true)]
    [InlineData("SELECT FOUND_ROWS() AS n", true)]
    [InlineData("SHOW WARNINGS", true)]
    [InlineData("SHOW COUNT(*) ERRORS", true)]
    [InlineData("SELECT @@warning_count, @@error_count", true)]
    [InlineData("SHOW VARIABLES LIKE 'warning_count'", true)]
    [InlineData("SHOW STATUS LIKE 'Last_query_cost'", true)]
    [InlineData("SELECT * FROM information_schema.optimizer_trace", true)]
    [InlineData("SELECT LAST_INSERT_ID()", false)]
    [InlineData("SELECT LAST_INSERT_ID(), ROW_COUNT()", false)]
    [InlineData("SELECT @x", false)]
    [InlineData("COMMIT", false)]
    [InlineData("SELECT 1", false)]
    public void What_asks_about_the_statement_before_is_told_apart_from_what_needs_the_writer_connection(string text, bool follows) =>
        Assert.Equal(follows, Classify(text).FollowsPreviousStatement);

    [Theory]
    [InlineData("", 0)]
    [InlineData(" ; -- nothing\n ;", 0)]
    [InlineData("SELECT 1", 1)]
    [InlineData("SELECT 1;;SELECT ';';", 2)]
    [InlineData("CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END; SELECT 3", 2)]
    [InlineData("BEGIN NOT ATOMIC SELECT 1; SELECT 2; END; SELECT 3", 1)]
    public void Statements_are_counted(string text, int count) => Assert.Equal(count, Classify(text).StatementCount);

    [Theory]
    [Trait("Requirement", "D17")]
    [InlineData("BEGIN; INSERT INTO t VALUES (1); COMMIT", "EndsTransaction", "BeginsTransaction")]
    [InlineData("SET autocommit = 0; DELETE FROM t; SET autocommit = 1", "EnablesAutocommit", "DisablesAutocommit")]
    [InlineData("LOCK TABLES t READ; SELECT 1; UNLOCK TABLES", "EndsTransaction, ReleasesTableLocks", "PinsTableLock")]
    [InlineData("SELECT GET_LOCK('a', 1); SELECT RELEASE_ALL_LOCKS()", "ReleasesAllNamedLocks", "PinsNamedLock")]
    [InlineData("SELECT GET_LOCK('a', 1); SELECT RELEASE_LOCK('b')", "PinsNamedLock, ReleasesNamedLock", "PinsNamedLock")]
    [InlineData("XA START 'x'; XA END 'x'; XA COMMIT 'x' ONE PHASE", "EndsXa", "PinsXa")]
    [InlineData("BEGIN", "BeginsTransaction", "None")]
    public void A_batch_has_its_net_effect_and_says_what_it_may_leave_half_way(string text, string effects, string ifInterrupted)
    {
        var traits = Classify(text);
        Assert.Equal(Enum.Parse<StatementEffects>(effects), traits.Effects);
        Assert.Equal(Enum.Parse<StatementEffects>(ifInterrupted), traits.EffectsIfInterrupted);
    }

    [Theory]
    [Trait("Requirement", "D12")]
    [InlineData("SELECT @@hostname", false)]
    [InlineData("SET NAMES utf8", false)]
    [InlineData("USE app", false)]
    [InlineData("INSERT INTO t VALUES (1)", false)]
    [InlineData("COMMIT", false)]
    [InlineData("BEGIN", true)]
    [InlineData("COMMIT AND CHAIN", true)]
    [InlineData("SET autocommit = 0", true)]
    [InlineData("CREATE TEMPORARY TABLE t (a INT)", true)]
    [InlineData("SELECT @x := 1", true)]
    [InlineData("XA START 'x'", true)]
    [InlineData("CALL p()", true)]
    public void Only_what_leaves_state_behind_pins(string text, bool pins) => Assert.Equal(pins, Classify(text).Pins);

    [Theory]
    [Trait("Requirement", "D47")]
    [InlineData("SELECT 1", "plain read")]
    [InlineData("SELECT * FROM t FOR UPDATE", "locking read (FOR UPDATE)")]
    [InlineData("SELECT app_fn('secret')", "calls app_fn, which is not a known read-only function")]
    [InlineData("INSERT INTO t VALUES ('secret')", "writes (INSERT)")]
    [InlineData("SELECT 1; DELETE FROM t", "writes (DELETE)")]
    [InlineData("SELECT @secret", "uses a user variable that is not bound as a parameter")]
    [InlineData("SELECT 'secret", "text that cannot be read to its end (an open string, name or comment, or a foreign blank)")]
    [InlineData("", "no statement in the text")]
    public void The_reason_is_for_a_person_and_holds_no_literal(string text, string reason) => Assert.Equal(reason, Classify(text).Reason);

    // As a new connection of the session is told.
    private static string? Text(StatementTraits traits)
    {
        var statements = SettingHistory.Since(SettingHistory.After([], traits.Settings), applied: 0).Select(next => next.Statement);
        return traits.Settings.IsEmpty ? null : string.Join("; ", statements);
    }

    private static StatementTraits Classify(string text) => StatementClassifier.Classify(text, ClassifierOptions.Default);
}
