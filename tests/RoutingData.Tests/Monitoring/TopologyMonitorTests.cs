using System.Threading.Channels;
using RoutingData.Monitor;

namespace RoutingData.Tests.Monitoring;

public sealed class TopologyMonitorTests
{
    [Fact(Timeout = Watched.Limit)]
    public async Task It_finds_the_roles_over_one_connection_each_and_then_keeps_to_its_interval()
    {
        await using var watched = new Watched();
        await watched.StartAsync();
        Assert.Equal("db001", watched.Writer);
        Assert.Equal([1, 1, 1], watched.Servers.Select(server => server.Opened));
        Assert.All(watched.Time.Timers, left => Assert.InRange(left.TotalMilliseconds, 1350, 1650));

        var before = watched.Servers.Select(server => server.Texts.Length).ToArray();
        watched.Time.Advance(TimeSpan.FromMilliseconds(1349));
        Assert.Equal(before, watched.Servers.Select(server => server.Texts.Length));
        watched.Time.Advance(TimeSpan.FromMilliseconds(301));
        await watched.PauseAsync();
        Assert.Equal(before.Select(count => count + 1), watched.Servers.Select(server => server.Texts.Length));
        Assert.Equal([1, 1, 1], watched.Servers.Select(server => server.Opened));
    }

    [Fact(Timeout = Watched.Limit)]
    public async Task Starting_twice_watches_once_and_a_stopped_monitor_does_not_start()
    {
        await using var watched = new Watched();
        watched.Monitor.Start();
        await watched.StartAsync();
        Assert.Equal([1, 1, 1], watched.Servers.Select(server => server.Opened));

        await using var stopped = new Watched();
        stopped.Monitor.Stop();
        stopped.Monitor.Start();
        await stopped.Monitor.DisposeAsync();
        Assert.All(stopped.Servers, server => Assert.Equal(0, server.Opened));
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Requirement", "D30")]
    [Trait("Requirement", "D37")]
    public async Task A_reported_failure_is_probed_at_once_and_alone()
    {
        await using var watched = new Watched();
        await watched.StartAsync();
        var texts = watched.Servers.Select(server => server.Texts.Length).ToArray();
        var address = Watched.Address(watched.Servers[1]);
        var now = watched.Time.GetTimestamp();

        var mark = watched.Monitor.ReportFailure(address);
        var topology = await watched.Monitor.WaitForAsync(
            topology => topology.WasProbedSince(address, mark), TimeSpan.FromHours(1), CancellationToken.None);
        await watched.PauseAsync();

        Assert.NotNull(topology);
        Assert.Equal(now, watched.Time.GetTimestamp());
        Assert.Equal([texts[0], texts[1] + 1, texts[2]], watched.Servers.Select(server => server.Texts.Length));
    }

    [Fact]
    public void A_mark_for_a_server_nobody_configured_needs_no_probe()
    {
        var watched = new Watched();
        var stranger = new ServerAddress("elsewhere", 3306);
        var mark = watched.Monitor.ReportFailure(stranger);
        Assert.True(watched.Monitor.Current.WasProbedSince(stranger, mark));
        Assert.False(watched.Monitor.Current.WasProbedSince(Watched.Address(watched.Servers[0]), mark));
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Requirement", "D37")]
    public async Task While_there_is_no_writer_all_are_asked_at_the_failover_interval_and_a_promotion_is_seen_at_once()
    {
        await using var watched = new Watched();
        await watched.StartAsync();

        watched.Servers[0].ReadOnly = true;
        watched.Monitor.ReportFailure(Watched.Address(watched.Servers[0]));
        await watched.Monitor.WaitForAsync(topology => topology.WriterOf(10) is null, TimeSpan.FromHours(1), CancellationToken.None);
        var now = watched.Time.GetTimestamp();
        for (var i = 0; i < 3; i++)
        {
            await watched.HurryAsync();
            watched.Time.Advance(Watched.Short);
        }

        await watched.HurryAsync();
        watched.Servers[1].ReadOnly = false;
        watched.Time.Advance(Watched.Short);
        var topology = await watched.Monitor.WaitForAsync(snapshot => snapshot.WriterOf(20) is not null, TimeSpan.FromHours(1));
        Assert.Equal("db002", topology?.WriterOf(10)?.Address.Hostname);
        Assert.Equal(4 * Watched.Short, TimeSpan.FromTicks(watched.Time.GetTimestamp() - now));
    }

    [Fact(Timeout = Watched.Limit)]
    [Trait("Requirement", "D36")]
    [Trait("Requirement", "D37")]
    public async Task A_writer_that_hangs_is_left_behind_and_the_promoted_server_takes_over()
    {
        await using var watched = new Watched();
        await watched.StartAsync();
        watched.Servers[0].OnExecute = FakeFault.Hang;
        watched.Servers[0].OnOpen = FakeFault.Block;
        (watched.Servers[1].ReadOnly, watched.Servers[1].Source) = (false, null);

        watched.Monitor.ReportFailure(Watched.Address(watched.Servers[0]));
        watched.Monitor.ReportFailure(Watched.Address(watched.Servers[1]));
        await watched.Monitor.WaitForAsync(
            topology => topology.Find(Watched.Address(watched.Servers[1]))!.WritableSince is not null,
            TimeSpan.FromHours(1), default);
        Assert.Equal("db001", watched.Writer);

        // The other two pause, and what is left is the deadline of the one that hangs.
        await watched.Time.WhenTimersAsync(timers =>
            timers.Count(left => left <= Watched.Short) == 2 && timers.Count(left => left == Watched.SuspectTime) == 1);
        watched.Time.Advance(Watched.SuspectTime);
        await watched.Monitor.WaitForAsync(topology => topology.WriterOf(10)?.Address.Hostname == "db002", TimeSpan.FromHours(1), default);
        Assert.Equal("db002", watched.Writer);
    }

    [Fact(Timeout = Watched.Limit)]
    public async Task Changes_are_told_in_order_and_a_handler_that_throws_stops_nothing()
    {
        await using var watched = new Watched(servers: 2);
        var told = Channel.CreateUnbounded<TopologyEvent>();
        watched.Monitor.Changed += (_, _) => throw new InvalidOperationException("a handler's fault");
        watched.Monitor.Changed += (_, change) => told.Writer.TryWrite(change.Change);
        await watched.StartAsync();

        watched.Servers[0].ReadOnly = true;
        watched.Servers[1].ReadOnly = false;
        watched.Time.Advance(TimeSpan.FromMilliseconds(1650));
        await watched.Monitor.WaitForAsync(topology => topology.WriterOf(10)?.Address.Hostname == "db002", TimeSpan.FromHours(1), default);
        TopologyEvent[] first = [await NextAsync(told), await NextAsync(told), await NextAsync(told)];

        Assert.Equal(
            [TopologyEventKind.WriterElected, TopologyEventKind.WriterDemoted, TopologyEventKind.WriterElected],
            first.Select(item => item.Kind));
        Assert.Equal(first.Select(item => item.Epoch).Order(), first.Select(item => item.Epoch));
    }

    [Fact(Timeout = Watched.Limit)]
    public async Task Stopping_leaves_no_timer_and_closes_the_connections_though_a_server_is_silent()
    {
        var watched = new Watched();
        await watched.StartAsync();
        watched.Servers[2].OnExecute = FakeFault.Hang;
        watched.Monitor.ReportFailure(Watched.Address(watched.Servers[2]));
        await watched.Time.WhenTimersAsync(timers => timers.Any(left => left == Watched.SuspectTime));

        await watched.Monitor.DisposeAsync();

        await watched.Time.WhenTimersAsync(timers => timers.Count == 0);
        await watched.DisposeAsync();
    }

    private static async Task<TopologyEvent> NextAsync(Channel<TopologyEvent> told) =>
        await told.Reader.ReadAsync(TestContext.Current.CancellationToken);
}
