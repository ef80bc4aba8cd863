using System.Collections.Concurrent;
using System.Diagnostics;
using RoutingData.Monitor;
using RoutingData.ServerTests.Failover;
using RoutingData.ServerTests.Loads;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.PausedReaders;

/// <summary>A reader that hangs with all its connections open: nobody tells the router, and no read may wait for it (D50).</summary>
[Trait("Requirement", "D50")]
public sealed class PausedReaderTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_on_held_and_on_fresh_connections_all_end_well_and_soon_and_the_reader_serves_again_afterwards()
    {
        Assert.SkipUnless(WriteLoad.EndsSynchronousCallsOnSilentServers, "MySql.Data holds threads of the pool while a server is silent, so that no bound holds.");
        await using var cluster = await RoutedCluster.StartAsync();
        var reads = new ConcurrentQueue<(TimeSpan Time, Exception? Error)>();
        var paused = cluster.Servers["db003"].Address;
        using var stopping = new CancellationTokenSource();
        var workers = Enumerable.Range(0, 6).Select(worker => Task.Run(() => ReadAsync(keepsOpen: worker % 2 == 0), Token)).ToArray();
        await FailoverSteps.UntilAsync(() => Task.FromResult(reads.Count > 100), "reads are under way");

        await cluster.Servers.PauseAsync("db003", Token);
        await cluster.WaitForAsync(topology => topology.Find(paused)!.Health == ServerHealth.Shunned);
        var before = reads.Count;
        await FailoverSteps.UntilAsync(() => Task.FromResult(reads.Count > before + 100), "reads go on");
        await cluster.Servers.ResumeAsync("db003", Token);
        await cluster.WaitForAsync(topology => topology.Find(paused)!.Health == ServerHealth.Online);
        await stopping.CancelAsync();
        await Task.WhenAll(workers).WaitAsync(TimeSpan.FromSeconds(30), Token);

        var errors = reads.Where(read => read.Error is not null).Select(read => $"{read.Time}: {read.Error}");
        Assert.True(!errors.Any(), string.Join(Environment.NewLine, errors));
        Assert.InRange(reads.Max(read => read.Time), TimeSpan.Zero, Longest);
        await AssertServesAsync(cluster, "db003");

        async Task ReadAsync(bool keepsOpen)
        {
            await using var connection = cluster.Source.CreateConnection();
            while (!stopping.IsCancellationRequested)
            {
                var begun = Stopwatch.GetTimestamp();
                Exception? error = null;
                try
                {
                    if (!connection.IsOpen()) await connection.OpenAsync(CancellationToken.None);
                    await using var command = connection.Command("SELECT COUNT(*) FROM keyed");
                    await command.ExecuteScalarAsync(CancellationToken.None);
                    if (!keepsOpen) await connection.CloseAsync();
                }
                catch (Exception exception)
                {
                    error = exception;
                }

                reads.Enqueue((Stopwatch.GetElapsedTime(begun), error));
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_read_in_mid_statement_moves_to_another_server(bool async)
    {
        Assert.SkipUnless(async || WriteLoad.EndsSynchronousCallsOnSilentServers, "Nothing ends a synchronous call of MySql.Data on a silent server.");
        await using var cluster = await RoutedCluster.StartAsync();
        await using var connection = await cluster.OpenAsync(async);
        var reader = cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id"));
        var reading = connection.ScalarAsync(async, "SELECT SLEEP(0.4) + @@server_id");
        await FailoverSteps.UntilAsync(
            async () => await cluster.Servers.NumberAsync(reader, "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP%'") > 0,
            "the read runs");
        var begun = Stopwatch.GetTimestamp();
        await cluster.Servers.PauseAsync(reader, Token);

        var place = cluster.NameOf(await reading);

        Assert.NotEqual(reader, place);
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, Longest);
        await cluster.Servers.ResumeAsync(reader, Token);
        await cluster.WaitForAsync(topology => topology.Find(cluster.Servers[reader].Address)!.Health == ServerHealth.Online);
        await AssertServesAsync(cluster, reader);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Suspicion_alone_ends_a_read_on_a_connection_that_has_been_used_before(bool async)
    {
        Assert.SkipUnless(async || WriteLoad.EndsSynchronousCallsOnSilentServers, "Nothing ends a synchronous call of MySql.Data on a silent server.");
        await using var cluster = await RoutedCluster.StartAsync();
        var source = cluster.NewSource(options => options.Monitor.ReadOnlyMaxTimeoutCount = 1_000_000);
        await using var connection = source.CreateConnection();
        await connection.OpenAsync(async);
        var reader = cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id"));
        await cluster.Servers.PauseAsync(reader, Token);

        var place = cluster.NameOf(await connection.ScalarAsync(async, "SELECT @@server_id"));

        Assert.NotEqual(reader, place);
        Assert.Equal(ServerHealth.Suspect, source.Monitor.Current.Find(cluster.Servers[reader].Address)!.Health);
        await cluster.Servers.ResumeAsync(reader, Token);
    }

    private static Task AssertServesAsync(RoutedCluster cluster, string name) => FailoverSteps.UntilAsync(
        async () =>
        {
            await using var connection = await cluster.OpenAsync(async: true);
            return cluster.NameOf(await connection.ScalarAsync(async: true, "SELECT @@server_id")) == name;
        },
        $"{name} serves reads again");
}
