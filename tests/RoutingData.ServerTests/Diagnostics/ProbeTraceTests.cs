using System.Collections.Concurrent;
using System.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Diagnostics;

/// <summary>What the library asks the servers by itself is no trace of its own.</summary>
public sealed class ProbeTraceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "E9")]
    public async Task The_drivers_spans_of_probes_have_an_unsampled_parent(bool systemClock)
    {
        Assert.SkipUnless(MySqlDriver.Find().Kind == DriverKind.MySqlConnector, "MySql.Data asks its listeners otherwise.");
        await using var cluster = await RoutedCluster.StartAsync();
        // Other tests run at the same time: the servers' ports tell whose a span is.
        var ports = cluster.Servers.Servers.Select(server => server.Port).ToArray();
        var asked = new ConcurrentQueue<ActivityContext>();
        var application = ActivityTraceId.CreateRandom();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "MySqlConnector",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
            {
                var said = string.Join(' ', (options.Tags ?? []).Select(tag => tag.Value));
                if (ports.Any(port => said.Contains($"{port}", StringComparison.Ordinal))) asked.Enqueue(options.Parent);
                // The default of the OpenTelemetry SDK: a root is sampled, a child as its parent is.
                return options.Parent.TraceId == default || options.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)
                    ? ActivitySamplingResult.AllDataAndRecorded
                    : ActivitySamplingResult.None;
            },
        };
        await using var source = new RoutingDbDataSourceBuilder(cluster.Options())
            .UseTimeProvider(systemClock ? TimeProvider.System : new OtherClock()).Build();
        // The first request of the application starts the monitor, and must not be the parent of all that it does.
        using (new Activity("request").SetParentId(application, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start())
        {
            ActivitySource.AddActivityListener(listener);
            await using var connection = await source.OpenConnectionAsync(Token);
            await connection.ScalarAsync(async: true, "SELECT 1");
        }

        await source.Runtime.Monitor.RestAsync();

        Assert.Contains(asked, parent => parent.TraceId == application);
        // Each of three servers has answered two probes at least.
        Assert.InRange(asked.Count(parent => parent.TraceId != application), 6, int.MaxValue);
        Assert.All(asked.Where(parent => parent.TraceId != application), parent =>
        {
            Assert.NotEqual(default, parent.TraceId);
            Assert.Equal(ActivityTraceFlags.None, parent.TraceFlags);
        });
    }

    private sealed class OtherClock : TimeProvider;
}
