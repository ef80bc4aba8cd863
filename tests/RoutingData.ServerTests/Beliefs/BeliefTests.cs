using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.ServerTests.Beliefs;

/// <summary>What the router believes of a connection's transaction contains what its server says of it: random walks on the bare driver, with the
/// model beside.</summary>
[Trait("Fault", "A1")]
[Trait("Fault", "S1")]
public sealed class BeliefTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private const int Walks = 60;
    private const int Steps = 10;
    private const int TransactionInProgress = 1568;

    private static readonly string[] Texts =
    [
        "SELECT v FROM keyed", "SELECT v FROM keyed FOR UPDATE", "INSERT INTO numbered (v) VALUES (1)", "UPDATE keyed SET v = v + 1 WHERE id = 1",
        "INSERT INTO keyed VALUES (1, 1)", "SELECT * FROM nosuch", "SELEC 1",
        "BEGIN", "START TRANSACTION", "START TRANSACTION READ ONLY", "COMMIT", "ROLLBACK", "COMMIT AND CHAIN", "ROLLBACK AND CHAIN",
        "SAVEPOINT s", "ROLLBACK TO s", "RELEASE SAVEPOINT s",
        "SET autocommit = 0", "SET autocommit = 1", "SET autocommit = 1; INSERT INTO numbered (v) VALUES (2)", "SET @x = 1", "SELECT @x",
        "TRUNCATE numbered", "CREATE TABLE IF NOT EXISTS made (a INT)", "CREATE TABLE keyed (a INT)", "DROP TABLE nosuch", "ANALYZE TABLE keyed",
        "CREATE TEMPORARY TABLE IF NOT EXISTS scratch (a INT)", "LOCK TABLES keyed WRITE, numbered WRITE", "UNLOCK TABLES", "FLUSH TABLES",
        "CALL commits()", "CALL begins()", "CALL fails_late()", "CALL nosuch()", "CALL keeps_quiet()", "CALL turns_off()",
        "PREPARE p FROM 'COMMIT'", "EXECUTE p",
        "INSERT INTO numbered (v) VALUES (3); COMMIT", "BEGIN; INSERT INTO numbered (v) VALUES (4)", "SELECT 1; SELECT * FROM nosuch; COMMIT",
        "COMMIT; SELECT 1; SELECT * FROM nosuch; BEGIN", "BEGIN; SELECT v FROM keyed; INSERT INTO keyed VALUES (1, 1); COMMIT",
        "SET completion_type = 'CHAIN'", "SET completion_type = 'NO_CHAIN'", "SET autocommit = @@session.autocommit",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Beliefs_contain_what_the_server_says(int seed)
    {
        var token = TestContext.Current.CancellationToken;
        if (await cluster.Servers.NumberAsync("db001", "SELECT COUNT(*) FROM information_schema.routines WHERE routine_name = 'commits'") == 0)
        {
            foreach (var procedure in new[]
            {
                "commits() BEGIN INSERT INTO numbered (v) VALUES (5); COMMIT; END", "begins() START TRANSACTION",
                "fails_late() BEGIN COMMIT; INSERT INTO keyed VALUES (1, 1); END", "keeps_quiet() SELECT 1", "turns_off() SET autocommit = 0",
            })
            {
                await cluster.Servers.ExecuteAsync("db001", $"USE testdb; CREATE PROCEDURE {procedure}", token);
            }
        }

        var random = new Random(seed);
        for (var walk = 0; walk < Walks; walk++)
        {
            await using var connection = MySqlDriver.Find().Factory.CreateConnection()!;
            var bare = new DbConnectionStringBuilder { ConnectionString = cluster.Servers.ConnectionString + ";Allow User Variables=true;Connection Reset=true" };
            (bare["Server"], bare["Port"]) = (cluster.Servers["db001"].Address.Hostname, cluster.Servers["db001"].Address.Port);
            connection.ConnectionString = bare.ConnectionString;
            await connection.OpenAsync(token);
            var state = SessionState.Initial;
            var story = new List<string>();
            for (var step = 0; step < Steps; step++)
            {
                var text = Texts[random.Next(Texts.Length)];
                var half = random.Next(3);
                story.Add(text);
                state = await RunAsync(connection, text, half, state);
                var (isOpen, autocommit) = await AskAsync(connection);
                var told = $"seed {seed}, walk {walk}: {string.Join(" | ", story)}: open {isOpen}, autocommit {autocommit}, believed {state.Transaction}";
                Assert.True(!isOpen || state.Transaction.MayBeOpen, told);
                Assert.True(autocommit || state.Transaction.MayLackAutocommit, told);
                Assert.True(isOpen || !autocommit || !state.Transaction.IsTransaction, told);
            }
        }
    }

    // As one text, or by a reader: read to its end, or closed after the first result.
    private static async Task<SessionState> RunAsync(DbConnection connection, string text, int half, SessionState state)
    {
        var traits = StatementClassifier.Classify(text, ClassifierOptions.Default);
        await using var command = connection.Command(text);
        if (half == 0 || traits.StatementCount < 2)
        {
            try
            {
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
                return state.After(traits);
            }
            catch (DbException exception)
            {
                return state.AfterFailure(traits, Refusal(exception));
            }
        }

        var run = new TextRun(state, traits);
        var begun = false;
        try
        {
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            begun = true;
            run = run.Next(reader.FieldCount > 0);
            while (!run.IsOver) run = run.Next(await reader.NextResultAsync(TestContext.Current.CancellationToken));
            return run.State;
        }
        catch (DbException exception)
        {
            return begun ? run.AfterFailure(Refusal(exception)) : state.AfterFailure(traits, Refusal(exception));
        }
    }

    private static ServerRefusal? Refusal(DbException exception) =>
        ServerError.NumberOf(exception) is { } number ? new ServerRefusal(number, exception.Message, "testdb") : null;

    // SET TRANSACTION is refused while one is in progress, and else says what holds anyway.
    private static async Task<(bool IsOpen, bool Autocommit)> AskAsync(DbConnection connection)
    {
        var autocommit = await connection.TextAsync(async: true, "SELECT @@session.autocommit") == "1";
        try
        {
            await connection.ExecuteAsync(async: true, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            return (false, autocommit);
        }
        catch (DbException exception) when (ServerError.NumberOf(exception) == TransactionInProgress)
        {
            return (true, autocommit);
        }
    }
}
