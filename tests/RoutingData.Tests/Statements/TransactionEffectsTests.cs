using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

/// <summary>
/// What each statement of a text does to the transaction of its connection, in order. What commits was asked of both servers: a row
/// inserted before the statement, and a ROLLBACK after it.
/// </summary>
[Trait("Fault", "E3")]
[Trait("Fault", "S1")]
public sealed class TransactionEffectsTests
{
    [Theory]
    [InlineData("SELECT 1", "None", "One")]
    [InlineData("INSERT INTO t VALUES (1)", "None", "None")]
    [InlineData("INSERT INTO t VALUES (1) RETURNING id", "None", "Unknown")]
    [InlineData("SELECT a INTO @x FROM t", "None", "None")]
    [InlineData("SHOW TABLES", "None", "One")]
    [InlineData("EXPLAIN SELECT 1", "None", "One")]
    [InlineData("BEGIN", "Commits, Begins", "None")]
    [InlineData("START TRANSACTION READ ONLY", "Commits, Begins, BeginsReadOnly", "None")]
    [InlineData("COMMIT", "Commits", "None")]
    [InlineData("COMMIT AND CHAIN", "Commits, Begins", "None")]
    [InlineData("ROLLBACK", "RollsBack", "None")]
    [InlineData("ROLLBACK AND CHAIN", "RollsBack, Begins", "None")]
    [InlineData("ROLLBACK TO s", "None", "None")]
    [InlineData("SAVEPOINT s", "None", "None")]
    [InlineData("RELEASE SAVEPOINT s", "None", "None")]
    [InlineData("SET autocommit = 1", "CommitsIfAutocommitWasOff, TurnsAutocommitOn", "None")]
    [InlineData("SET AUTOCOMMIT = ON", "CommitsIfAutocommitWasOff, TurnsAutocommitOn", "None")]
    [InlineData("SET autocommit = 0", "TurnsAutocommitOff", "None")]
    [InlineData("SET autocommit = @@global.autocommit", "MayCommit, MayTurnAutocommit", "None")]
    [InlineData("SET completion_type = 1", "ChangesCompletion", "None")]
    [InlineData("SET NAMES utf8mb4", "None", "None")]
    [InlineData("CREATE TABLE t (a INT)", "Commits", "None")]
    [InlineData("CREATE TEMPORARY TABLE t (a INT)", "None", "None")]
    [InlineData("DROP TEMPORARY TABLE t", "None", "None")]
    [InlineData("DROP TABLE t", "Commits", "None")]
    [InlineData("TRUNCATE t", "Commits", "None")]
    [InlineData("GRANT SELECT ON t TO u", "Commits", "None")]
    [InlineData("SET PASSWORD = 'x'", "Commits", "None")]
    [InlineData("ANALYZE TABLE t", "Commits", "Unknown")]
    [InlineData("FLUSH STATUS", "Commits", "Unknown")]
    [InlineData("LOCK TABLES t READ", "Commits", "None")]
    [InlineData("UNLOCK TABLES", "MayCommit", "None")]
    [InlineData("BACKUP STAGE START", "MayCommit", "Unknown")]
    [InlineData("START REPLICA", "MayCommit", "Unknown")]
    [InlineData("STOP SLAVE", "MayCommit", "Unknown")]
    [InlineData("CHANGE REPLICATION SOURCE TO SOURCE_HOST = 'x'", "MayCommit", "Unknown")]
    [InlineData("RESET PERSIST", "MayCommit", "Unknown")]
    [InlineData("CACHE INDEX t IN hot", "MayCommit", "Unknown")]
    [InlineData("LOAD INDEX INTO CACHE t", "MayCommit", "None")]
    [InlineData("CHECKSUM TABLE t", "None", "Unknown")]
    [InlineData("KILL 5", "None", "Unknown")]
    [InlineData("CALL p()", "MayCommit, MayRollBack, MayBegin, MayTurnAutocommit", "Unknown")]
    [InlineData("EXECUTE s", "MayCommit, MayRollBack, MayBegin, MayTurnAutocommit", "Unknown")]
    [InlineData("EXECUTE IMMEDIATE 'COMMIT'", "MayCommit, MayRollBack, MayBegin, MayTurnAutocommit", "Unknown")]
    [InlineData("BEGIN NOT ATOMIC COMMIT; END", "MayCommit, MayRollBack, MayBegin, MayTurnAutocommit", "Unknown")]
    [InlineData("WHATEVER", "MayCommit, MayRollBack, MayBegin, MayTurnAutocommit", "Unknown")]
    // A function can do much, but not end a transaction, nor change autocommit.
    [InlineData("SELECT app_fn(1)", "None", "One")]
    [InlineData("XA START 'x'", "Begins", "Unknown")]
    [InlineData("XA END 'x'", "MayCommit", "Unknown")]
    [InlineData("XA COMMIT 'x'", "Commits", "Unknown")]
    [InlineData("XA ROLLBACK 'x'", "RollsBack", "Unknown")]
    // Where it is not known which of two texts the server reads, nothing is sure.
    [InlineData("/*!80000 COMMIT */", "MayCommit", "Unknown")]
    [InlineData("COMMIT /*!80000 AND CHAIN */", "MayCommit, MayBegin", "None")]
    public void One_statement(string text, string effects, string rows)
    {
        var traits = Classify(text);
        Assert.Equal((1, Enum.Parse<TransactionEffects>(effects)), (traits.PartCount, traits.StatementAt(0).Transaction & ~TransactionEffects.SaysSo));
        Assert.Equal(Enum.Parse<StatementRows>(rows), traits.StatementAt(0).Rows);
    }

    [Theory]
    [InlineData("SET AUTOCOMMIT = 1; INSERT INTO t VALUES (1)", "CommitsIfAutocommitWasOff, TurnsAutocommitOn|None")]
    [InlineData("SELECT 1; SELECT * FROM nosuch; COMMIT", "None|None|Commits")]
    [InlineData("BEGIN; INSERT INTO t VALUES (6); COMMIT;", "Commits, Begins|None|Commits")]
    [InlineData("INSERT INTO t VALUES (6);;ROLLBACK; CALL p", "None|RollsBack|MayCommit, MayRollBack, MayBegin, MayTurnAutocommit")]
    [InlineData("SET autocommit = 0; DELETE FROM t; SET autocommit = 1", "TurnsAutocommitOff|None|CommitsIfAutocommitWasOff, TurnsAutocommitOn")]
    [InlineData("COMMIT; /*!80000 ROLLBACK; */ BEGIN", "MayCommit, MayRollBack, MayBegin")]
    public void Several_statements_each_on_their_own_and_in_order(string text, string effects)
    {
        var traits = Classify(text);
        Assert.Equal(effects, string.Join('|', Enumerable.Range(0, traits.PartCount).Select(
            place => traits.StatementAt(place).Transaction & ~TransactionEffects.SaysSo)));
    }

    // What follows COMMIT is the caller's next piece of work; what follows TRUNCATE is the rest of the same.
    [Theory]
    [InlineData("BEGIN", true)]
    [InlineData("START TRANSACTION READ ONLY", true)]
    [InlineData("COMMIT AND CHAIN", true)]
    [InlineData("ROLLBACK", true)]
    [InlineData("ROLLBACK TO s", false)]
    [InlineData("SAVEPOINT s", false)]
    [InlineData("TRUNCATE t", false)]
    [InlineData("LOCK TABLES t WRITE", false)]
    [InlineData("SET autocommit = 1", false)]
    [InlineData("CALL p()", false)]
    public void The_callers_own_word_is_told_from_implicit_commits(string text, bool saysSo) =>
        Assert.Equal(saysSo, Classify(text).Transaction.HasFlag(TransactionEffects.SaysSo));

    [Fact]
    public void Each_statement_of_a_text_has_the_traits_that_it_has_alone()
    {
        string[] texts =
        [
            "SELECT 1", "SET NAMES utf8mb4, time_zone = '+00:00'", "USE app", "INSERT INTO t VALUES (app_fn(1))", "SELECT GET_LOCK('a', 1)",
            "SELECT ROW_COUNT()", "CALL app.p(1)", "SELECT LAST_INSERT_ID()", "BEGIN", "SELECT @x", "COMMIT",
        ];
        var together = Classify(string.Join("; ", texts));
        Assert.Equal(texts.Length, together.PartCount);
        for (var i = 0; i < texts.Length; i++)
        {
            var (alone, part) = (Classify(texts[i]), together.StatementAt(i));
            Assert.Equal((alone.Target, alone.Reason, alone.Effects, alone.Database), (part.Target, part.Reason, part.Effects, part.Database));
            Assert.Equal((alone.Transaction, alone.Rows, alone.Routine, alone.NamedLocks), (part.Transaction, part.Rows, part.Routine, part.NamedLocks));
            Assert.Equal((alone.RefusedMeansNotExecuted, alone.FollowsPreviousStatement), (part.RefusedMeansNotExecuted, part.FollowsPreviousStatement));
            Assert.Equal(alone.Settings, part.Settings);
        }
    }

    // EF providers put it before their writes.
    [Theory]
    [InlineData("SET AUTOCOMMIT = 1; INSERT INTO t VALUES (1)", true)]
    [InlineData("SET AUTOCOMMIT = 1; UPDATE t SET a = 1; SELECT ROW_COUNT()", true)]
    [InlineData("SET NAMES utf8mb4; USE app; DELETE FROM t", true)]
    [InlineData("SET AUTOCOMMIT = 0; INSERT INTO t VALUES (1)", false)]
    [InlineData("SET AUTOCOMMIT = 1; INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)", false)]
    [InlineData("SET @x = 1; INSERT INTO t VALUES (1)", false)]
    [InlineData("SET AUTOCOMMIT = 1; INSERT INTO t VALUES (app_fn(1))", false)]
    [InlineData("SET AUTOCOMMIT = 1", false)]
    [InlineData("INSERT INTO t VALUES (1); SET AUTOCOMMIT = 1", false)]
    public void A_refusal_of_a_text_that_begins_with_settings_is_one_of_what_comes_after_them(string text, bool provesNothingRan) =>
        Assert.Equal(provesNothingRan, Classify(text).RefusedMeansNotExecuted);

    private static StatementTraits Classify(string text) => StatementClassifier.Classify(text, ClassifierOptions.Default);
}
