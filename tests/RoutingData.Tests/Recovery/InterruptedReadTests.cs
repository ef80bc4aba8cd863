using RoutingData.Recovery;

namespace RoutingData.Tests.Recovery;

/// <summary>Which interrupted statement asks whether its connection lives, and what comes of it if not.</summary>
public sealed class InterruptedReadTests
{
    private static readonly FailureFacts Read = new() { IsInterrupted = true, IsRepeatable = true, QueryRetriesLeft = 1 };

    [Fact]
    public void A_read_whose_connection_turns_out_to_be_gone_runs_elsewhere()
    {
        Assert.True(Read.MayBeShutdown);
        Assert.Equal(FailureVerdict.RunElsewhere, FailureJudge.Judge(Read with { ConnectionLost = true }));
        Assert.Equal(FailureVerdict.Rethrow, FailureJudge.Judge(Read));
    }

    [Fact]
    public void Nothing_else_asks() => Assert.All(
        [
            Read with { IsInterrupted = false }, Read with { IsRepeatable = false }, Read with { IsCancelled = true },
            Read with { ConnectionLost = true }, Read with { InTransaction = true }, Read with { IsPinned = true },
        ],
        facts => Assert.False(facts.MayBeShutdown, facts.ToString()));
}
