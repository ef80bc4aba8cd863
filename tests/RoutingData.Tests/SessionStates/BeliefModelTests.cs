using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Tests.SessionStates;

/// <summary>The session's belief contains the server's state: random stories on a small server, with texts of several statements that are read half,
/// fail in the midst, or lose their connection.</summary>
[Trait("Fault", "A1")]
[Trait("Fault", "A2")]
[Trait("Fault", "S1")]
public sealed class BeliefModelTests
{
    private static readonly string[] Statements =
    [
        "INSERT INTO t VALUES (1)", "SELECT 1 FROM t", "BEGIN", "COMMIT", "ROLLBACK", "TRUNCATE t", "LOCK TABLES t WRITE", "SET autocommit = 1",
        "SET autocommit = 0", "SET completion_type = 1", "CALL p()", "SELEC 1",
    ];

    [Fact]
    public void The_belief_contains_the_state_and_what_is_called_rolled_back_has_left_no_row()
    {
        var claims = 0;
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var server = new TrueTransaction(random);
            var state = SessionState.Initial;
            var story = new List<string>();
            if (random.Next(2) == 0)
            {
                server.Begin();
                state = state with { Transaction = state.Transaction.Begun() };
                story.Add("[");
            }

            for (var step = random.Next(6); step >= 0; step--)
            {
                var text = Text(random);
                story.Add(text);
                if (step == 0) claims += Lose(server, state, text, random, () => Told(seed, story, server, state)) ? 1 : 0;
                else state = Run(server, state, text, random);
                if (step == 0) break;

                Assert.True(!server.IsOpen || state.Transaction.MayBeOpen, Told(seed, story, server, state));
                Assert.True(server.Autocommit || state.Transaction.MayLackAutocommit, Told(seed, story, server, state));
                // Where nothing says that there is a transaction, there is none.
                Assert.True(state.Transaction.MayBeTransaction || (server is { IsOpen: false, Autocommit: true }), Told(seed, story, server, state));
                if (state.Transaction.MayBeTransaction)
                    Assert.True(!server.HasCommittedRows || state.Transaction.MayHaveCommitted, Told(seed, story, server, state));
            }
        }

        // It is no answer to claim nothing.
        Assert.InRange(claims, 1_000, 20_000);
    }

    private static string Text(Random random) =>
        string.Join("; ", Enumerable.Range(0, random.Next(3) == 0 ? 3 : 1).Select(_ => Statements[random.Next(Statements.Length)]));

    // As ExecuteNonQuery, or by a reader, which learns of an error with the result before it.
    private static SessionState Run(TrueTransaction server, SessionState state, string text, Random random)
    {
        var traits = Classify(text);
        var statements = text.Split("; ");
        var byReader = random.Next(2) == 0 && statements.Length > 1;
        var run = new TextRun(state, traits);
        var read = 0;
        foreach (var statement in statements)
        {
            if (server.Run(statement) is { } number)
            {
                // A reader that has got nothing yet has failed as a whole.
                var refusal = new ServerRefusal(number, "", "");
                return byReader && read > 0 ? run.AfterFailure(refusal) : state.AfterFailure(traits, refusal);
            }

            if (statement.StartsWith("SELECT", StringComparison.Ordinal) && ++read > 0) run = run.Next(hasRows: true);
        }

        return byReader ? run.Next(hasRows: false).State : state.After(traits);
    }

    // The connection breaks under the text, of which a part has run by then.
    private static bool Lose(TrueTransaction server, SessionState state, string text, Random random, Func<string> told)
    {
        if (!state.Transaction.GoesDownUnder(Classify(text))) return false;
        Assert.False(server.HasCommittedRows, told());
        var commits = server.Commits;
        foreach (var statement in text.Split("; ").Take(random.Next(4)))
        {
            if (server.Run(statement) is not null) break;
        }

        Assert.True(server.Commits == commits, told());
        return true;
    }

    private static string Told(int seed, List<string> story, TrueTransaction server, SessionState state) =>
        $"seed {seed}: {string.Join(" | ", story)}: open {server.IsOpen}, autocommit {server.Autocommit}, committed {server.HasCommittedRows}; {state.Transaction}";

    private static StatementTraits Classify(string text) => StatementClassifier.Classify(text, ClassifierOptions.Default);
}
