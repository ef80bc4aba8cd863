using RoutingData.Pools;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Pools;

/// <summary>What is known of a server's answers as one number: quick to rise, slow to fall, forgiven with time.</summary>
public sealed class LatencyEstimateTests
{
    [Theory]
    [InlineData(0, 8, 0, 8)]
    [InlineData(4, 20, 0, 8)]
    [InlineData(8, 4, 0, 7.875)]
    // After a half life half of what was known is gone, whatever came.
    [InlineData(8, 4, 1000, 6)]
    [InlineData(8, 20, 1000, 14)]
    [InlineData(8, 20, 60_000, 20)]
    public void After_an_answer(double before, double took, double sinceLast, double after) =>
        Assert.Equal(after, new LatencyEstimate(before).After(Ms(took), Ms(sinceLast)).Milliseconds, precision: 3);

    [Theory]
    [InlineData(64, 0, 64)]
    [InlineData(64, 1000, 32)]
    [InlineData(64, 5000, 2)]
    [InlineData(64, 6000, 1)]
    // Not for nothing: else all would run there at once.
    [InlineData(64, 3_600_000, 1)]
    public void Without_an_answer(double known, double sinceLast, double counts) =>
        Assert.Equal(counts, new LatencyEstimate(known).Forgiven(Ms(sinceLast)).TotalMilliseconds, precision: 3);

    [Fact]
    public void A_failure_that_comes_quickly_is_no_evidence_of_quickness()
    {
        var time = new ManualTime();
        var latency = new ReaderRecord(time);
        Assert.Equal(TimeSpan.Zero, latency.Now);
        Answer(8, failed: false);
        Assert.Equal(Ms(8), latency.Now);
        Answer(0, failed: true);
        Assert.Equal(Ms(8), latency.Now);
        Answer(1000, failed: true);
        Assert.InRange(latency.Now, Ms(500), Ms(1000));

        void Answer(int took, bool failed)
        {
            var sent = time.GetTimestamp();
            time.Advance(Ms(took));
            if (failed) latency.NoteLate(sent);
            else latency.NoteAnswer(sent);
        }
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
