using RoutingData.Recovery;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Recovery;

/// <summary>Errors of a commit that do not say whether it is committed: a member cut off from its group rolls back (3100) what the others commit.</summary>
[Trait("Fault", "R8")]
public sealed class OpenCommitTests
{
    [Theory]
    [InlineData(3100, false, StatementOutcome.Unknown)]
    [InlineData(3100, true, StatementOutcome.Unknown)]
    [InlineData(1180, false, StatementOutcome.Unknown)]
    // Not certified: the group itself has undone it.
    [InlineData(3101, true, StatementOutcome.RolledBack)]
    [InlineData(3101, false, StatementOutcome.NotExecuted)]
    [InlineData(1213, true, StatementOutcome.RolledBack)]
    public void What_leaves_it_open_is_never_called_undone(int number, bool inTransaction, StatementOutcome outcome)
    {
        var facts = new FailureFacts { InTransaction = inTransaction, GoesDown = inTransaction, IsOwned = inTransaction, RefusedMeansNotExecuted = true };
        var exception = new FakeDbException(number, "commit failed");

        Assert.Equal(outcome, KnownOutcome.Of(facts, FailureJudge.Judge(facts), exception));
        Assert.True(FailedWork.ShouldBeVerified(Marked(exception, outcome)));
        Assert.Equal(outcome != StatementOutcome.Unknown, FailedWork.LeftNothing(exception));
    }

    [Fact]
    public void A_read_commits_nothing() =>
        Assert.Null(KnownOutcome.Of(new FailureFacts { IsRepeatable = true }, FailureVerdict.Rethrow, new FakeDbException(3100, "commit failed")));

    private static FakeDbException Marked(FakeDbException exception, StatementOutcome outcome)
    {
        exception.Data[KnownOutcome.Key] = outcome.ToString();
        return exception;
    }
}
