using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Tests.SessionStates;

/// <summary>What a session remembers: a story is SQL texts with a bar between them, a text that fails begins with a dash.</summary>
public sealed class SessionStateTests
{
    [Theory]
    [Trait("Requirement", "D01")]
    [Trait("Requirement", "D03")]
    [InlineData("SELECT 1", "")]
    [InlineData("INSERT INTO t VALUES (1)", "")]
    [InlineData("BEGIN", "a transaction")]
    [InlineData("START TRANSACTION READ ONLY", "a transaction")]
    [InlineData("BEGIN|SELECT 1|INSERT INTO t VALUES (1)|SAVEPOINT s|ROLLBACK TO s", "a transaction")]
    [InlineData("BEGIN|COMMIT", "")]
    [InlineData("BEGIN|ROLLBACK", "")]
    [InlineData("BEGIN|COMMIT AND CHAIN", "a transaction")]
    [InlineData("BEGIN|CREATE TABLE u (a INT)", "")]
    [InlineData("BEGIN|BEGIN|COMMIT", "")]
    // Not every server commits with these, so the transaction counts as open.
    [InlineData("BEGIN|START SLAVE", "a transaction")]
    [InlineData("BEGIN|CACHE INDEX t IN hot_cache", "a transaction")]
    [InlineData("BEGIN|RESET PERSIST", "a transaction")]
    [InlineData("BEGIN; INSERT INTO t VALUES (1); COMMIT", "")]
    [InlineData("BEGIN|-COMMIT", "a transaction")]
    [InlineData("-BEGIN", "")]
    [InlineData("SET autocommit = 0", "an implicit transaction (autocommit is off)")]
    [InlineData("SET autocommit = 0|COMMIT", "an implicit transaction (autocommit is off)")]
    [InlineData("SET autocommit = 0|SELECT 1|SET autocommit = 1", "")]
    [InlineData("SET sql_mode = '', @@session.autocommit := OFF", "an implicit transaction (autocommit is off)")]
    [InlineData("SET autocommit = 0|BEGIN|COMMIT", "an implicit transaction (autocommit is off)")]
    [InlineData("-SET autocommit = 0", "")]
    [InlineData("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "what SET TRANSACTION said of the next transaction")]
    [InlineData("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE|SELECT 1", "")]
    public void Transactions_last_until_their_end(string story, string held) => Check(story, held);

    [Theory]
    [Trait("Requirement", "D06")]
    [Trait("Requirement", "D10")]
    [Trait("Requirement", "D11")]
    [Trait("Requirement", "D14")]
    [InlineData("SET @x = 1", "user variables")]
    [InlineData("SELECT a INTO @x FROM t", "user variables")]
    [InlineData("CREATE TEMPORARY TABLE u (a INT)", "temporary tables")]
    [InlineData("CREATE TEMPORARY TABLE u (a INT)|DROP TABLE u", "temporary tables")]
    [InlineData("LOCK TABLES t READ", "table locks")]
    [InlineData("LOCK TABLES t READ|SELECT * FROM t|UNLOCK TABLES", "")]
    [InlineData("SELECT GET_LOCK('a', 1)", "named locks")]
    [InlineData("SELECT GET_LOCK('a', 1)|SELECT RELEASE_LOCK('a')", "")]
    [InlineData("SELECT GET_LOCK('a', 1)|SELECT GET_LOCK('b', 1)|SELECT RELEASE_LOCK('a')", "named locks")]
    [InlineData("SELECT GET_LOCK('a', 1)|SELECT GET_LOCK('b', 1)|SELECT RELEASE_LOCK('a')|SELECT RELEASE_LOCK('b')", "")]
    [InlineData("SELECT GET_LOCK('a', 1)|SELECT GET_LOCK('b', 1)|SELECT RELEASE_ALL_LOCKS()", "")]
    [InlineData("SELECT GET_LOCK('a', 1), GET_LOCK('b', 1)|SELECT RELEASE_LOCK('a')", "named locks")]
    [InlineData("SELECT GET_LOCK('a', 1), GET_LOCK('b', 1)|SELECT RELEASE_LOCK('a')|SELECT RELEASE_LOCK('b')", "")]
    [InlineData("SELECT RELEASE_LOCK('a')|SELECT GET_LOCK('a', 1)", "named locks")]
    [InlineData("SELECT GET_LOCK('a', 1)|-SELECT RELEASE_LOCK('a')", "named locks")]
    [InlineData("PREPARE s FROM 'SELECT 1'", "statements prepared by text")]
    [InlineData("XA START 'x'", "an XA transaction")]
    [InlineData("XA START 'x'|UPDATE t SET a = 1|XA END 'x'|XA PREPARE 'x'", "an XA transaction")]
    [InlineData("XA START 'x'|XA END 'x'|XA PREPARE 'x'|XA COMMIT 'x'", "")]
    [InlineData("XA START 'x'|XA END 'x'|XA ROLLBACK 'x'", "")]
    [InlineData("HANDLER t OPEN", "an open HANDLER")]
    [InlineData("CALL p()", "whatever a called procedure or function, or a trigger, left")]
    [InlineData("BEGIN|SET @x = 1|COMMIT", "user variables")]
    [InlineData("BEGIN|SET @x = 1", "a transaction, user variables")]
    public void Pins_last_until_what_they_hold_is_released(string story, string held) => Check(story, held);

    [Theory]
    [Trait("Requirement", "D12")]
    // Of a text of several statements the first may have run before one failed.
    [InlineData("-SET @x = 1", "")]
    [InlineData("-SET @x = 1; INSERT INTO t VALUES (1)", "user variables")]
    [InlineData("-CREATE TEMPORARY TABLE u (a INT); INSERT INTO u VALUES (1)", "temporary tables")]
    [InlineData("-INSERT INTO t VALUES (1); INSERT INTO t VALUES (1)", "")]
    // And what it would have released may be held still.
    [InlineData("LOCK TABLES t READ|-SELECT 1; UNLOCK TABLES", "table locks")]
    [InlineData("BEGIN|-INSERT INTO t VALUES (1); COMMIT", "a transaction")]
    public void A_text_that_fails_half_way_may_have_left_its_pins(string story, string held) => Check(story, held);

    [Theory]
    [Trait("Requirement", "D10")]
    [InlineData("SET NAMES utf8mb4|SET time_zone = '+00:00'", "SET NAMES utf8mb4|SET time_zone = '+00:00'")]
    [InlineData("SET NAMES utf8mb4|SELECT 1|-SET time_zone = '+00:00'", "SET NAMES utf8mb4")]
    [InlineData("SET NAMES utf8mb4|SET time_zone = '+00:00'|SET NAMES utf8mb4", "SET time_zone = '+00:00'|SET NAMES utf8mb4")]
    [InlineData("SELECT @@hostname", "")]
    // What a value was computed from stays before it, and what is computed twice is computed twice.
    [InlineData("SET a = 1|SET b = @@a|SET a = 1", "SET a = 1|SET b = @@a|SET a = 1")]
    [InlineData("SET a = @@a * 2|SET a = @@a * 2", "SET a = @@a * 2|SET a = @@a * 2")]
    [InlineData("SET b = @@a|SET a = 1|SET a = 2|SET a = 1", "SET b = @@a|SET a = 1")]
    [InlineData("SET @@a = 1|SET @@session.a = 2|SET @@a = 1", "SET @@a = 1")]
    public void Settings_are_remembered_in_order_and_do_not_pin(string story, string settings)
    {
        var state = Play(story);
        Assert.False(state.MustStay);
        Assert.Equal(settings, string.Join('|', state.Settings.Select(setting => setting.Assignment.Statement)));
    }

    [Fact]
    public void The_last_database_counts()
    {
        Assert.Null(Play("SELECT 1").Database);
        Assert.Equal("b", Play("USE a|USE b|SELECT 1|-USE c").Database);
    }

    [Fact]
    [Trait("Requirement", "D15")]
    public void A_new_session_remembers_nothing()
    {
        Assert.False(SessionState.Initial.MustStay);
        Assert.Equal("", SessionState.Initial.Describe());
        Assert.Same(SessionState.Initial, Play("SELECT 1"));
    }

    private static void Check(string story, string held)
    {
        var state = Play(story);
        Assert.Equal(held, state.Describe());
        Assert.Equal(held.Length > 0, state.MustStay);
    }

    private static SessionState Play(string story) => story.Split('|').Aggregate(
        SessionState.Initial,
        (state, text) =>
        {
            var traits = StatementClassifier.Classify(text.TrimStart('-'), ClassifierOptions.Default);
            return text[0] == '-' ? state.AfterFailure(traits, new ServerRefusal(1105, "Unknown error", "shop")) : state.After(traits);
        });
}
