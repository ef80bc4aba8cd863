using RoutingData.Connecting;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Connecting;

public sealed class StatementAttemptTests
{
    private readonly ManualTime _time = new();

    // A driver whose timeout fires a moment early must not have the statement run for its whole time again, on another server.
    [Theory]
    [InlineData(0, 1000, false)]
    [InlineData(990, 10, false)]
    [InlineData(991, 9, true)]
    [InlineData(1000, 0, true)]
    [InlineData(5000, 0, true)]
    [Trait("Requirement", "D50")]
    public void A_statement_is_overdue_a_moment_before_its_time_is_over(int elapsedMs, int leftMs, bool overdue)
    {
        var attempt = new StatementAttempt(_time, _time.GetTimestamp(), TimeSpan.FromSeconds(1), queryRetries: 1);

        _time.Advance(TimeSpan.FromMilliseconds(elapsedMs));

        Assert.Equal(TimeSpan.FromMilliseconds(leftMs), attempt.Left);
        Assert.Equal(overdue, attempt.IsOverdue);
    }
}
