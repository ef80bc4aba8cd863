using System.Collections.Concurrent;
using RoutingData.Monitor;

namespace RoutingData.Tests.Monitoring;

/// <summary>A monitor under the system's clock: on which threads it calls the driver, and what is left of it.</summary>
[Trait("Fault", "A4")]
[Trait("Fault", "R2")]
public sealed class OwnThreadsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Watched.Limit)]
    public async Task No_call_of_the_driver_and_no_handler_is_on_a_thread_of_the_pool()
    {
        await using var watched = new Watched(onOwnThreads: true);
        var onPool = new ConcurrentBag<bool>();
        foreach (var server in watched.Servers) server.Called = () => onPool.Add(Thread.CurrentThread.IsThreadPoolThread);
        var handled = new TaskCompletionSource<bool>();
        watched.Monitor.Changed += (_, raised) =>
        {
            if (raised.Change.Kind == TopologyEventKind.WriterDemoted) handled.SetResult(Thread.CurrentThread.IsThreadPoolThread);
        };
        watched.Monitor.Start();
        await watched.WaitForWriterAsync("db001");
        watched.SwitchOver(0, 1);
        await watched.WaitForWriterAsync("db002");

        Assert.False(await handled.Task);
        Assert.True(onPool.Count > 6);
        Assert.All(onPool, Assert.False);
    }

    [Theory(Timeout = Watched.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_writer_that_hangs_is_left_behind_and_the_promoted_server_takes_over(bool atOpen)
    {
        await using var watched = new Watched(onOwnThreads: true);
        watched.Monitor.Start();
        await watched.WaitForWriterAsync("db001");
        watched.Servers[0].OnExecute = FakeFault.Block;
        if (atOpen)
        {
            watched.Servers[0].OnOpen = FakeFault.Block;
            watched.Monitor.Addresses.ReportMismatch(Watched.Address(watched.Servers[0]), out _);
        }

        watched.Servers[1].ReadOnly = false;
        watched.Monitor.ReportFailure(Watched.Address(watched.Servers[0]));
        await watched.WaitForWriterAsync("db002");
    }

    [Theory(Timeout = Watched.Limit)]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Fault", "R10")]
    public async Task Nothing_is_left_of_it_once_it_is_disposed_of(bool whileProbing)
    {
        var watched = new Watched(onOwnThreads: true);
        watched.Monitor.Start();
        await watched.WaitForWriterAsync("db001");
        Assert.InRange(watched.Monitor.Threads, 1, 4);
        if (whileProbing)
        {
            var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            watched.Servers[1].OnExecute = FakeFault.Block;
            watched.Servers[1].Called = () => asked.TrySetResult();
            watched.Monitor.ReportFailure(Watched.Address(watched.Servers[1]));
            await asked.Task.WaitAsync(Token);
        }

        watched.Monitor.Dispose();

        // What a driver never ends keeps its thread; the rest does not wait for it.
        Assert.True(SpinWait.SpinUntil(() => watched.Monitor.Threads == (whileProbing ? 1 : 0), Watched.Limit));
        foreach (var server in watched.Servers) server.Release();
        Assert.True(SpinWait.SpinUntil(() => watched.Monitor.Threads == 0, Watched.Limit));
        Assert.All(watched.Servers, server => Assert.Equal(server.Opened, server.Disposed));
        await watched.DisposeAsync();
    }
}
