using RoutingData.Markers;
using RoutingData.Recovery;

namespace RoutingData.Tests.Recovery;

/// <summary>The whole table: seven states of a marker, of a statement and of a COMMIT.</summary>
public sealed class ResolutionJudgeTests
{
    public static TheoryData<object> States => [.. Enum.GetValues<MarkerState>()];

    [Theory]
    [MemberData(nameof(States))]
    [Trait("Requirement", "D08")]
    public void A_statement_runs_again_exactly_if_it_is_known_that_it_never_will_by_itself(object of)
    {
        var state = (MarkerState)of;
        var isFenced = state is MarkerState.Inserted or MarkerState.Fenced;
        Assert.Equal(isFenced, ResolutionJudge.Judge(state, isTransaction: false, mayHaveCommitted: false, mayRunAgain: true) == Resolution.RunAgain);
        Assert.Equal(isFenced, ResolutionJudge.Judge(state, isTransaction: false, mayHaveCommitted: false, mayRunAgain: false) == Resolution.NotExecuted);
    }

    [Theory]
    [MemberData(nameof(States))]
    [Trait("Requirement", "D07")]
    public void Success_is_said_of_what_is_committed_and_of_nothing_else(object of)
    {
        var state = (MarkerState)of;
        foreach (var (isTransaction, mayHaveCommitted, mayRunAgain) in All)
        {
            Assert.Equal(
                state == MarkerState.Committed, ResolutionJudge.Judge(state, isTransaction, mayHaveCommitted, mayRunAgain) == Resolution.Succeed);
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    [Trait("Requirement", "D07")]
    public void A_transaction_is_rolled_back_exactly_if_it_is_fenced_and_nothing_of_it_was_committed_before(object of)
    {
        var state = (MarkerState)of;
        foreach (var (isTransaction, mayHaveCommitted, mayRunAgain) in All)
        {
            Assert.Equal(
                isTransaction && !mayHaveCommitted && state is (MarkerState.Inserted or MarkerState.Fenced),
                ResolutionJudge.Judge(state, isTransaction, mayHaveCommitted, mayRunAgain) == Resolution.RolledBack);
        }
    }

    [Theory]
    [InlineData(MarkerState.NoAnswer)]
    [InlineData(MarkerState.Expired)]
    [InlineData(MarkerState.TableMissing)]
    [InlineData(MarkerState.Unusable)]
    [Trait("Requirement", "D07")]
    public void Where_the_marker_says_nothing_nothing_is_known(object state)
    {
        foreach (var (isTransaction, mayHaveCommitted, mayRunAgain) in All)
            Assert.Equal(Resolution.Unknown, ResolutionJudge.Judge((MarkerState)state, isTransaction, mayHaveCommitted, mayRunAgain));
    }

    private static IEnumerable<(bool IsTransaction, bool MayHaveCommitted, bool MayRunAgain)> All =>
        from bits in Enumerable.Range(0, 8) select ((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
}
