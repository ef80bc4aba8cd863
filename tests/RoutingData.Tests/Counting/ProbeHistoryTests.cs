using RoutingData.Counting;
using RoutingData.Monitor.Reports;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Counting;

public sealed class ProbeHistoryTests
{
    [Fact]
    public void It_keeps_the_latest_in_their_order()
    {
        var history = new ProbeHistory();
        for (var number = 1; number <= ProbeHistory.Most + 5; number++)
            history.Add(new ProbeFailure(ProbeFailureKind.Timeout, new TimeoutException()), DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(number));

        Assert.Equal(Enumerable.Range(6, ProbeHistory.Most), history.Records.Select(record => (int)record.Took.TotalSeconds));
        history.Clear();
        Assert.Empty(history.Records);
    }

    [Fact]
    public void A_record_says_what_the_server_said()
    {
        var history = new ProbeHistory();
        history.Add(ProbeWord.Report('b', readOnly: true, replication: ProbeWord.From('a', lag: 7)), DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        history.Add(ProbeWord.Report('b', readOnly: false, replication: ProbeWord.From('a', lag: 7, running: false)), DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        foreach (var kind in Enum.GetValues<ProbeFailureKind>())
            history.Add(new ProbeFailure(kind, new IOException()), DateTimeOffset.UnixEpoch, TimeSpan.Zero);

        Assert.Equal(
            [(ProbeOutcome.Answered, true, 7L), (ProbeOutcome.Answered, false, null), (ProbeOutcome.TimedOut, null, null), (ProbeOutcome.Lost, null, null), (ProbeOutcome.Refused, null, null), (ProbeOutcome.Refused, null, null)],
            history.Records.Select(record => (record.Outcome, record.ReadOnly, record.LagSeconds)));
    }
}
