using RoutingData.Connecting;
using RoutingData.Tests.Monitoring;
using RoutingData.Tests.Topology;

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

    [Fact]
    [Trait("Requirement", "D50")]
    public void What_a_fork_meets_with_is_its_own_until_it_is_joined()
    {
        var attempt = new StatementAttempt(_time, _time.GetTimestamp(), TimeSpan.FromSeconds(1), queryRetries: 1);
        attempt.NoteRefusal(Failed('a'), new IOException("full"));
        var fork = attempt.Fork();
        Assert.Equal((1, "full", 1), (fork.Failed.Length, fork.Refusal!.SourceException.Message, fork.QueryRetriesLeft));

        fork.NoteFailure(Failed('b'));
        fork.Excuse(TimeSpan.FromSeconds(2));
        Assert.Equal((1, "full", 1000), (attempt.Failed.Length, attempt.Refusal!.SourceException.Message, attempt.Left.TotalMilliseconds));
        attempt.Join(fork);
        Assert.Equal((2, null, 3000), (attempt.Failed.Length, attempt.Refusal, attempt.Left.TotalMilliseconds));

        var other = attempt.Fork();
        other.NoteRefusal(Failed('c'), new IOException("full too"));
        attempt.Join(other);
        Assert.Equal((3, "full too"), (attempt.Failed.Length, attempt.Refusal!.SourceException.Message));
    }

    private static FailedServer Failed(char name) => new(Fleet.Address(name), Mark: 1);
}
