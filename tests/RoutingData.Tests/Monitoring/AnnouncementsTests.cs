using System.Collections.Concurrent;
using RoutingData.Monitor;
using RoutingData.Monitor.Threads;

namespace RoutingData.Tests.Monitoring;

/// <summary>What the monitor tells others waits in order, and only so much of it.</summary>
[Trait("Fault", "B3")]
public sealed class AnnouncementsTests : IDisposable
{
    private readonly BlockedLog _log = new();
    private readonly Announcements _announcements;
    private readonly BlockingCollection<int> _told = [];

    public AnnouncementsTests()
    {
        _announcements = new Announcements(MonitorExecution.For(TimeProvider.System), new HarmlessLogger(_log));
        _log.Release();
    }

    public void Dispose() => _log.Dispose();

    [Fact]
    public void They_are_told_in_order_one_at_a_time_and_one_that_throws_is_logged()
    {
        var inside = 0;
        for (var i = 0; i < 500; i++)
        {
            var number = i;
            _announcements.Add(_ =>
            {
                Assert.Equal(1, Interlocked.Increment(ref inside));
                _told.Add(number);
                Interlocked.Decrement(ref inside);
                if (number == 7) throw new InvalidOperationException("a fault of others'");
            });
        }

        Assert.Equal(Enumerable.Range(0, 500), _told.GetConsumingEnumerable().Take(500));
        Assert.Equal("Error: A handler of the topology's events, or a logging provider, threw", _log.Lines.Take());
    }

    [Fact]
    public void Beside_one_that_blocks_a_thousand_wait_and_what_is_left_out_is_counted()
    {
        using var released = new ManualResetEventSlim();
        using var blocks = new ManualResetEventSlim();
        _announcements.Add(_ =>
        {
            blocks.Set();
            released.Wait();
        });
        blocks.Wait();
        for (var i = 0; i < Announcements.MostWaiting + 5; i++)
        {
            var number = i;
            _announcements.Add(_ => _told.Add(number));
        }

        released.Set();
        Assert.Equal(Enumerable.Range(0, Announcements.MostWaiting), _told.GetConsumingEnumerable().Take(Announcements.MostWaiting));
        Assert.StartsWith("Error: 5 events and log lines were left out", _log.Lines.Take(), StringComparison.Ordinal);
        _announcements.Add(_ => _told.Add(-1));
        Assert.Equal(-1, _told.Take());
    }
}
