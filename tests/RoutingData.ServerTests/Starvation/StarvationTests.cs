using System.Diagnostics;
using RoutingData.Monitor;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.ServerTests.Starvation;

/// <summary>Synchronous callers block every thread of the pool while they wait for a writer: the monitor finds it all the same.</summary>
[Trait("Fault", "A4")]
[Trait("Fault", "R2")]
public sealed class StarvationTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(1.2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_write_after_a_promotion_comes_about_as_soon_as_with_the_bare_driver()
    {
        Assert.SkipWhen(
            MySqlDriver.Find().Name == "MySql.Data",
            "MySql.Data's own synchronous Open needs a thread of the pool: whoever blocks them all gets no new connection from it.");
        await using var cluster = await RoutedCluster.StartAsync();
        var servers = cluster.Servers.Servers;
        using var router = new StarvedProcess("router", cluster.Servers.ConnectionString);
        using var bare = new StarvedProcess("bare", [.. servers.Select(server => server.ConnectionString)]);
        foreach (var process in new[] { router, bare }) await process.AcknowledgedAfterAsync(Stopwatch.GetTimestamp());

        await cluster.Servers.KillAsync("db001", Token);
        // The fault's own duration: requests pile up.
        await Task.Delay(Outage, Token);
        await cluster.Servers.PromoteAsync("db002", Token);
        var promoted = Stopwatch.GetTimestamp();
        var best = Stopwatch.GetElapsedTime(promoted, await bare.AcknowledgedAfterAsync(promoted));
        var routed = Stopwatch.GetElapsedTime(promoted, await router.AcknowledgedAfterAsync(promoted));

        TestContext.Current.SendDiagnosticMessage($"first write after the promotion: {routed.TotalMilliseconds:0} ms; bare driver {best.TotalMilliseconds:0} ms");
        Assert.True(
            routed < TimeSpan.FromSeconds(1) + (3 * best),
            $"The first write came {routed.TotalMilliseconds:0} ms after the promotion; with the bare driver {best.TotalMilliseconds:0} ms.");
    }
}
