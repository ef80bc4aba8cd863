using RoutingData.Monitor;
using RoutingData.ServerTests.Diagnostics;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Evidence;

/// <summary>There is no writer for a long time: the monitor's questions become rarer, and the log says what is missing.</summary>
[Trait("Fault", "R14")]
public sealed class NoWriterLoadTests
{
    // The first seconds are for the failover, which is over in seconds or is not under way.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Questions_to_a_server_without_a_writer_are_bounded_and_the_next_writer_is_found()
    {
        await using var cluster = await RoutedCluster.StartAsync();
        using var log = new CapturedLog();
        await using var source = new RoutingDbDataSourceBuilder(cluster.Options()).UseLoggerFactory(log).Build();
        await using var connection = await source.OpenConnectionAsync(Token);
        await source.WaitForAsync(topology => topology.WriterOf(10) is not null);
        await cluster.Servers.SetReadOnlyAsync("db001", readOnly: true, Token);
        await source.WaitForAsync(topology => topology.WriterOf(10) is null);

        await Task.Delay(Long, Token);
        var before = await QuestionsAsync(cluster);
        await Task.Delay(Window, Token);
        var asked = (await QuestionsAsync(cluster)).Zip(before, (now, then) => now - then).ToList();

        await cluster.Servers.SetReadOnlyAsync("db001", readOnly: false, Token);
        await source.WaitForAsync(topology => topology.RoleOf(cluster.Servers["db001"].Address, 10) == ServerRole.Writer);
        // 16 with a writer, 400 at the full pace.
        Assert.True(
            asked.TrueForAll(questions => questions < 250),
            $"Questions in {Window.TotalSeconds} s, when there had been no writer for {Long.TotalSeconds} s: {string.Join(", ", asked)}.");
        // Told once in the first minute.
        Assert.Single(log.Lines, line => line.Message.Contains("has had no writer for", StringComparison.Ordinal));
    }

    private static Task<long[]> QuestionsAsync(RoutedCluster cluster) =>
        Task.WhenAll(cluster.Servers.Servers.Select(server => cluster.Servers.StatusAsync(server.Name, "Questions")));
}
