using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Tests.SessionStates;

/// <summary>What a lost connection means for the transaction on it: a story is SQL texts with a bar between them, a text that fails begins with a
/// dash, and "[" begins a DbTransaction. The last text is the one under which the connection breaks.</summary>
public sealed class ServerTransactionTests
{
    private const string Insert = "INSERT INTO t VALUES (1)";

    [Theory]
    [Trait("Fault", "A1")]
    [InlineData($"[|{Insert}")]
    [InlineData($"[|{Insert}|SAVEPOINT s|{Insert}|SELECT 1")]
    [InlineData($"BEGIN|{Insert}")]
    [InlineData($"BEGIN|{Insert}|COMMIT|BEGIN|{Insert}")]
    [InlineData($"BEGIN|TRUNCATE t|BEGIN|{Insert}")]
    [InlineData($"BEGIN|{Insert}|COMMIT AND CHAIN|{Insert}")]
    [InlineData($"SET autocommit = 0|{Insert}")]
    [InlineData($"SET autocommit = 0|{Insert}|COMMIT|{Insert}")]
    [InlineData($"SET autocommit = 0|BEGIN|{Insert}")]
    [InlineData($"[|CREATE TEMPORARY TABLE u (a INT)|{Insert}")]
    [InlineData($"[|-{Insert}|{Insert}")]
    [InlineData("[|ROLLBACK AND CHAIN|" + Insert)]
    public void All_of_a_transaction_goes_down_with_its_connection(string story) => Assert.True(GoesDown(story));

    [Theory]
    [Trait("Fault", "E3")]
    [InlineData($"[|SET AUTOCOMMIT = 1; {Insert}")]
    [InlineData($"[|SET AUTOCOMMIT = 1; {Insert}; SELECT ROW_COUNT()|SET AUTOCOMMIT = 1; UPDATE t SET a = 1")]
    [InlineData($"BEGIN|SET AUTOCOMMIT = 1; {Insert}")]
    public void Autocommit_turned_on_where_it_is_on_ends_nothing(string story) => Assert.True(GoesDown(story));

    [Theory]
    [Trait("Fault", "A1")]
    [InlineData($"[|TRUNCATE t|{Insert}")]
    [InlineData($"[|{Insert}|COMMIT|{Insert}")]
    [InlineData($"[|{Insert}|BEGIN|{Insert}")]
    [InlineData($"[|{Insert}|ROLLBACK|{Insert}")]
    [InlineData($"[|CALL p()|{Insert}")]
    [InlineData("[|CALL p()")]
    [InlineData("[|-CALL p()|SELECT 1")]
    [InlineData("[|-CREATE TABLE u (a INT)|SELECT 1")]
    [InlineData("[|EXECUTE s")]
    [InlineData($"[|{Insert}; COMMIT")]
    [InlineData($"[|COMMIT; {Insert}")]
    [InlineData("[|COMMIT")]
    [InlineData("[|BEGIN NOT ATOMIC COMMIT; END")]
    [InlineData($"[|LOCK TABLES t WRITE|{Insert}")]
    [InlineData($"[|SET autocommit = 0|SET autocommit = 1|{Insert}")]
    [InlineData($"[|SET autocommit = @@global.autocommit|{Insert}")]
    [InlineData($"[|START REPLICA|{Insert}")]
    [InlineData($"BEGIN|{Insert}|CALL p()|{Insert}")]
    [InlineData($"BEGIN|{Insert}|TRUNCATE t|{Insert}")]
    [InlineData($"SET autocommit = 0|{Insert}|LOCK TABLES t WRITE|{Insert}")]
    [InlineData($"SET autocommit = 0|{Insert}|TRUNCATE t|{Insert}")]
    [InlineData($"SET autocommit = 0|{Insert}|SET autocommit = 1; {Insert}")]
    [InlineData($"SET completion_type = 'CHAIN'|BEGIN|{Insert}|COMMIT|{Insert}")]
    [InlineData(Insert)]
    public void Nothing_is_said_of_a_transaction_that_may_have_been_committed_meanwhile(string story) => Assert.False(GoesDown(story));

    [Theory]
    [Trait("Fault", "A1")]
    [InlineData("CALL p()|BEGIN", false)]
    [InlineData($"CALL p()|{Insert}|CALL p()|SELECT 1", false)]
    [InlineData($"BEGIN|{Insert}|COMMIT|CALL p()|{Insert}|CALL p()|BEGIN", false)]
    [InlineData($"BEGIN|{Insert}|BEGIN", true)]
    [InlineData($"BEGIN|CALL p()|{Insert}", true)]
    [InlineData($"SET autocommit = 0|{Insert}|CALL p()|SELECT 1", true)]
    [InlineData($"SET autocommit = 0|{Insert}|COMMIT|{Insert}|CALL p()|SELECT 1", true)]
    [InlineData($"SET completion_type = 1|CALL p()|COMMIT|{Insert}|CALL p()|SELECT 1", true)]
    [InlineData($"COMMIT AND CHAIN|{Insert}|CALL p()|SELECT 1", true)]
    [InlineData("[|CALL p()|SELECT 1", true)]
    public void Only_of_what_the_caller_began_may_a_part_be_committed(string story, bool may)
    {
        var texts = story.Split('|');
        Assert.Equal(may, Play(string.Join('|', texts.SkipLast(1))).Transaction.MayHaveCommittedUnder(Classify(texts[^1])));
    }

    [Theory]
    [Trait("Fault", "A2")]
    [InlineData(1205)]
    [InlineData(1213)]
    [InlineData(1020)]
    [InlineData(1206)]
    public void After_an_error_that_may_have_rolled_back_a_write_may_be_committed_by_itself(int number)
    {
        var state = Begun.AfterFailure(Classify(Insert), new ServerRefusal(number, "", ""));
        Assert.True(state.Transaction is { MayBeOpen: true, IsTransaction: true, MayHaveCommitted: false });
        Assert.True(state.Transaction.GoesDownUnder(Classify("SELECT 1")));
        Assert.False(state.Transaction.GoesDownUnder(Classify(Insert)));
        Assert.True(state.After(Classify(Insert)).Transaction.MayHaveCommitted);
        Assert.True(Begun.AfterFailure(Classify(Insert), new ServerRefusal(1062, "", "")).Transaction.GoesDownUnder(Classify(Insert)));
    }

    [Fact]
    [Trait("Fault", "S1")]
    public void A_syntax_error_ends_nothing()
    {
        var refusal = new ServerRefusal(1064, "", "");
        Assert.Equal(Begun, Begun.AfterFailure(Classify("TRUNCATE"), refusal));
        Assert.False(Begun.AfterFailure(Classify("TRUNCATE t; SELEC 1"), refusal).Transaction.GoesDownUnder(Classify(Insert)));
    }

    [Fact]
    public void What_an_owner_ended_is_over_unless_COMMIT_chains()
    {
        Assert.Equal(default, Begun.Transaction.Ended());
        Assert.True(Begun.After(Classify("SET autocommit = 0")).Transaction.Ended() is { MayLackAutocommit: true, MayBeOpen: false, IsOwned: false });
        Assert.True(Begun.Transaction.Ended(isSure: false).MayBeOpen);
        Assert.True(SessionState.Initial.After(Classify("SET completion_type = 1")).Transaction.Begun().Ended().MayBeOpen);
    }

    [Theory]
    [Trait("Fault", "S6")]
    [InlineData("SELECT 1", false)]
    [InlineData(Insert, false)]
    [InlineData("BEGIN", true)]
    [InlineData("BEGIN|COMMIT", false)]
    [InlineData("SET autocommit = 0", false)]
    [InlineData("SET autocommit = 0|SELECT 1", true)]
    [InlineData("SET autocommit = 0|SELECT 1|COMMIT", false)]
    [InlineData("CALL p()", true)]
    [InlineData("-CALL p()", true)]
    public void Whether_Close_must_roll_back(string story, bool mayBeOpen) => Assert.Equal(mayBeOpen, Play(story).Transaction.MayBeOpen);

    private static SessionState Begun => SessionState.Initial with { Transaction = default(ServerTransaction).Begun() };

    private static bool GoesDown(string story)
    {
        var texts = story.Split('|');
        return Play(string.Join('|', texts.SkipLast(1))).Transaction.GoesDownUnder(Classify(texts[^1]));
    }

    private static SessionState Play(string story) => story.Split('|', StringSplitOptions.RemoveEmptyEntries).Aggregate(
        SessionState.Initial,
        (state, text) => text == "[" ? state with { Transaction = state.Transaction.Begun() }
            : text[0] == '-' ? state.AfterFailure(Classify(text[1..]), refusal: null)
            : state.After(Classify(text)));

    private static StatementTraits Classify(string text) => StatementClassifier.Classify(text, ClassifierOptions.Default);
}
