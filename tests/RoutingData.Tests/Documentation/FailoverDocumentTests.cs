using System.Collections.Immutable;
using System.Data;
using RoutingData.Connecting;
using RoutingData.Execution;
using RoutingData.Monitor;
using RoutingData.Pools;
using RoutingData.Recovery;
using RoutingData.Routing;
using RoutingData.SessionStates;
using RoutingData.Sessions;
using RoutingData.Statements;
using RoutingData.Tests.Statements;

namespace RoutingData.Tests.Documentation;

public sealed class FailoverDocumentTests
{
    private static readonly Document Failover = new("failover.md");
    private static readonly ServerAddress Address = new("db001", 3306);

    [Fact]
    public void Callers_get_what_the_document_says() => Failover.Check("verdicts", Document.TableOf(
        ["when", "example", "verdict", "the caller gets"],
        FailureScenarios.All.Select(scenario => new[]
        {
            scenario.When, Document.InCell(scenario.Statement), scenario.Verdict().ToString(),
            FailureScenarios.CallerGets(scenario.Verdict()),
        })));

    [Fact]
    public void Exceptions_say_what_the_document_says() => Failover.Check("exceptions", Document.TableOf(
        ["when", "`Outcome`", "`IsTransient`", "`SessionStateLost`", "message"],
        Exceptions().Select(exception => new[]
        {
            exception.When, exception.Error.Outcome.ToString(), Yes(exception.Error.IsTransient),
            Yes(exception.Error.SessionStateLost), exception.Error.Message,
        })));

    [Fact]
    [Trait("Requirement", "D07")]
    public void An_unknown_outcome_is_never_transient_and_a_rolled_back_one_has_lost_the_session()
    {
        foreach (var (when, error) in Exceptions())
        {
            Assert.False(error is { Outcome: StatementOutcome.Unknown, IsTransient: true }, when);
            // A COMMIT that was asked about ends its transaction, and the session goes on.
            var isResolved = error.InnerException is RoutingDbException { Outcome: StatementOutcome.Unknown };
            Assert.False(error is { Outcome: StatementOutcome.RolledBack } && error.SessionStateLost == isResolved, when);
        }
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, true, true)]
    [Trait("Requirement", "D08")]
    public void A_lost_statement_that_is_no_plain_read_is_never_sent_again(bool inTransaction, bool isPinned, bool isRefusedToo)
    {
        var writes = Corpus.Entries.Where(entry => entry.Target != StatementTarget.Reader).ToArray();
        Assert.NotEmpty(writes);
        Assert.All(writes, entry => Assert.True(
            new FailureScenario("", entry.Statement)
            {
                Lost = true, Refused = isRefusedToo, InTransaction = inTransaction, IsPinned = isPinned, QueryRetriesLeft = 9,
            }.Verdict() is FailureVerdict.OutcomeUnknown or FailureVerdict.RolledBack or FailureVerdict.StateLost,
            entry.ToString()));
    }

    [Fact]
    public void Retry_example_is_the_one_that_compiles()
    {
        var source = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "RoutingData.Tests", "Documentation", "RetryExample.cs"));
        var method = source.SkipWhile(line => !line.Contains("public static async", StringComparison.Ordinal)).SkipLast(1);

        Assert.Contains(string.Join('\n', method.Select(line => line.Length > 4 ? line[4..] : "")) + '\n', Failover.Code("csharp"));
    }

    private static IEnumerable<(string When, RoutingDbException Error)> Exceptions()
    {
        using var source = new RoutingDbDataSource(new RoutingOptions
        {
            ConnectionString = "Server=db001;User ID=app",
            QueryRules = [new QueryRuleOptions { RuleId = 7, MatchPattern = "^DELETE", ErrorMsg = "Use the archive job." }],
        });
        var limits = new PoolLimits(100, 8, TimeSpan.FromSeconds(1));
        var pool = new ServerPool(Address, source.Driver, "Server=db001", limits, TimeProvider.System, new InFlightClock(TimeProvider.System));
        var backend = new BackendConnection(pool, source.Driver.Factory.CreateConnection()!, 10);
        var unprobed = TopologySnapshot.Initial(new TopologyDefinition
        {
            Servers = [new ServerDefinition(10, Address)],
            ReplicationHostgroups = ImmutableArray.Create(new ReplicationHostgroup(10, 20)),
        });
        var temporaryTable = SessionState.Initial with { Pins = SessionPins.TemporaryTable };
        var error = new IOException();
        var lostTable = SessionLoss.Of(temporaryTable, inDbTransaction: false, backend, SessionLoss.Broke, error);

        yield return ("no server in time", NoServer.InTime(unprobed, 10, TimeSpan.FromSeconds(10)));
        yield return ("too many wait already", NoServer.TooManyWaiters(unprobed, 10, 1000));
        yield return ("no free connection in time", NoServer.PoolExhausted(pool, 10));
        yield return ("Open: no server answers", NoServer.AtOpen(unprobed, TimeSpan.FromSeconds(15)));
        var answered = source.Runtime.Plan.Router.GetRoute("DELETE FROM orders", CommandType.Text, null, SqlModes.None, default).Rules;
        yield return ("a rule answers", Assert.Throws<RoutingDbException>(() => RuleEffects.ThrowIfAnswered(answered)));
        yield return ("a write was lost", Unknown(source, backend, SessionState.Initial));
        yield return ("a write was lost in a pinned session", Unknown(source, backend, temporaryTable));
        yield return ("a COMMIT was lost, and the next writer says that it is not there",
            CommitFailure.RolledBack(CommitFailure.OutcomeUnknown(backend, sessionStateLost: false, error)));
        yield return ("a COMMIT was lost", CommitFailure.OutcomeUnknown(backend, sessionStateLost: false, error));
        yield return ("a statement of a transaction was lost", SessionLoss.Of(SessionState.Initial, inDbTransaction: true, backend, SessionLoss.Broke, error));
        var call = StatementClassifier.Classify("CALL monthly_report()", ClassifierOptions.Default);
        var called = SessionState.Initial with { Transaction = default(ServerTransaction).Begun().After(call) };
        yield return ("... after a CALL in it", SessionLoss.Of(called, inDbTransaction: true, backend, SessionLoss.Broke, error));
        yield return ("a temporary table was lost", lostTable);
        yield return ("the next statement after that", SessionLoss.Again(lostTable));
    }

    private static RoutingDbException Unknown(RoutingDbDataSource source, BackendConnection backend, SessionState state)
    {
        var attempt = new StatementAttempt(TimeProvider.System, TimeProvider.System.GetTimestamp(), TimeSpan.FromSeconds(10), queryRetries: 1);
        var session = new RoutingSession(source.Runtime.Sessions, state);
        var failure = new StatementFailure(session, source.Runtime.Plan.Router.Begin, backend, attempt, isRepeatable: false, new IOException(), CancellationToken.None);
        return failure.OutcomeUnknown();
    }

    private static string Yes(bool value) => value ? "true" : "false";
}
