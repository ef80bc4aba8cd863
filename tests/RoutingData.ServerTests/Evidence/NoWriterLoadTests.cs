using RoutingData.Monitor;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Evidence;

/// <summary>There is no writer for a long time: the monitor's questions become rarer, and the log says what is missing.</summary>
[Trait("Fault", "R14")]
public sealed class NoWriterLoadTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Questions_to_a_server_without_a_writer_are_bounded_and_the_next_writer_is_found()
    {
        await using var cluster = await RoutedCluster.StartAsync();
        var source = cluster.NewSource();
        await using var connection = await source.OpenConnectionAsync(Token);
        await source.WaitForAsync(topology => topology.WriterOf(10) is not null);
        await cluster.Servers.SetReadOnlyAsync("db001", readOnly: true, Token);
        await source.WaitForAsync(topology => topology.WriterOf(10) is null);

        var before = await QuestionsAsync(cluster);
        await Task.Delay(Long, Token);
        var asked = (await QuestionsAsync(cluster)).Zip(before, (now, then) => now - then).ToList();

        await cluster.Servers.SetReadOnlyAsync("db001", readOnly: false, Token);
        await source.WaitForAsync(topology => topology.RoleOf(cluster.Servers["db001"].Address, 10) == ServerRole.Writer);
        // 32 with a writer; the first seconds without one are for the failover.
        Assert.True(asked.TrueForAll(questions => questions < 300), $"Questions in {Long.TotalSeconds} s without a writer: {string.Join(", ", asked)}.");
    }

    private static Task<long[]> QuestionsAsync(RoutedCluster cluster) =>
        Task.WhenAll(cluster.Servers.Servers.Select(server => cluster.Servers.StatusAsync(server.Name, "Questions")));
}
