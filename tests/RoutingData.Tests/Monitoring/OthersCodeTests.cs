using System.Collections.Concurrent;
using RoutingData.Monitor;

namespace RoutingData.Tests.Monitoring;

/// <summary>Handlers of events and logging providers are others' code: whatever it does, the monitor goes on.</summary>
[Trait("Fault", "B3")]
public sealed class OthersCodeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = Watched.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_that_blocks_delays_neither_a_failover_nor_those_who_follow_it_and_is_told_the_rest_in_order(bool onOwnThreads)
    {
        await using var watched = new Watched(onOwnThreads: onOwnThreads);
        using var released = new ManualResetEventSlim();
        var (told, followed) = (new BlockingCollection<TopologyEvent>(), new List<TopologyEvent>());
        watched.Monitor.Following += (change, topology) =>
        {
            Assert.Equal(change.Epoch, topology.Epoch);
            followed.Add(change);
        };
        watched.Monitor.Changed += (_, raised) =>
        {
            released.Wait();
            told.Add(raised.Change);
        };
        watched.Monitor.Start();
        await watched.WaitForWriterAsync("db001");

        foreach (var (from, to) in new[] { (0, 1), (1, 2), (2, 0) })
        {
            watched.SwitchOver(from, to);
            await watched.WaitForWriterAsync($"db00{to + 1}");
        }

        Assert.Empty(told);
        released.Set();
        var events = await Task.Run(() => told.GetConsumingEnumerable().Take(followed.Count).ToArray(), Token);
        Assert.Equal(followed, events);
        Assert.Equal(4, events.Count(change => change.Kind == TopologyEventKind.WriterElected));
    }

    [Theory(Timeout = Watched.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_logging_provider_that_blocks_delays_no_failover(bool onOwnThreads)
    {
        using var log = new BlockedLog();
        await using var watched = new Watched(logger: log, onOwnThreads: onOwnThreads);
        watched.Servers[2].OnOpen = FakeFault.Throw(new IOException("refused"));
        watched.Monitor.Start();
        await watched.WaitForWriterAsync("db001");
        watched.SwitchOver(0, 1);
        await watched.WaitForWriterAsync("db002");

        Assert.Empty(log.Lines);
        log.Release();
        var lines = new List<string>();
        while (!lines.Any(line => line.Contains("db002:3306 is the writer", StringComparison.Ordinal)))
            lines.Add(await Task.Run(() => log.Lines.Take(Token), Token));
        Assert.StartsWith("Information: Watching 3 servers", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line == "Warning: Server db003:3306 did not answer its probe: refused");
    }

    [Theory(Timeout = Watched.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_may_reload_drain_and_wait_and_the_server_of_the_event_may_be_gone_by_then(bool onOwnThreads)
    {
        await using var watched = new Watched(onOwnThreads: onOwnThreads);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watched.Monitor.Changed += (_, raised) =>
        {
            if (raised.Change.Kind != TopologyEventKind.WriterDemoted) return;
            watched.Redefine(watched.Servers[1..]);
            watched.Monitor.SetDrained(Watched.Address(watched.Servers[2]), drained: true);
            done.TrySetResult();
        };
        watched.Monitor.Start();
        await watched.WaitForWriterAsync("db001");

        watched.SwitchOver(0, 1);
        await done.Task.WaitAsync(Token);
        await watched.WaitForWriterAsync("db002");

        // The watches go on.
        var marks = watched.Servers[1..].Select(server => (Server: Watched.Address(server), Mark: watched.Monitor.ReportFailure(Watched.Address(server))));
        foreach (var (server, mark) in marks.ToArray())
        {
            Assert.NotNull(await watched.Monitor.WaitForAsync(
                topology => topology.WasProbedSince(server, mark), TimeSpan.FromHours(1), Token));
        }

        Assert.Null(watched.Monitor.Current.Find(Watched.Address(watched.Servers[0])));
    }

    [Fact(Timeout = Watched.Limit)]
    public async Task A_follower_that_throws_does_not_keep_the_change_from_the_others()
    {
        using var log = new BlockedLog();
        log.Release();
        await using var watched = new Watched(logger: log);
        var followed = new BlockingCollection<TopologyEvent>();
        watched.Monitor.Following += (_, _) => throw new InvalidOperationException("a fault of ours");
        watched.Monitor.Following += (change, _) => followed.Add(change);
        watched.Monitor.Start();
        await watched.WaitForWriterAsync("db001");
        Assert.Equal(TopologyEventKind.WriterElected, followed.Take(Token).Kind);
        while (!(await Task.Run(() => log.Lines.Take(Token), Token)).StartsWith("Critical: A change", StringComparison.Ordinal))
        {
        }
    }
}
