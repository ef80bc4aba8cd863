using System.Diagnostics;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Evidence;

/// <summary>The monitor's connections are killed again and again, as a firewall or pt-kill does; the servers are well.</summary>
[Trait("Fault", "R8")]
public sealed class MonitorKilledTests
{
    private const int Reports = 4;
    private const int Kills = 5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Running_reads_are_not_aborted_and_run_once()
    {
        await using var cluster = await RoutedCluster.StartAsync();
        await cluster.Log.StartAsync();
        // Connections of their own, for a kill each second leaves no time between two reports.
        var reports = Enumerable.Range(0, Reports).Select(report => Task.Run(() => RunAsync(report), Token)).ToList();

        var begun = Stopwatch.GetTimestamp();
        for (var kill = 1; kill <= Kills; kill++)
        {
            foreach (var server in cluster.Servers.Servers) await cluster.Servers.KillConnectionsAsync(server.Name, "monitor", Token);
            var rest = TimeSpan.FromSeconds(kill) - Stopwatch.GetElapsedTime(begun);
            if (rest > TimeSpan.Zero) await Task.Delay(rest, Token);
        }

        var errors = (await Task.WhenAll(reports)).SelectMany(error => error).ToList();

        Assert.True(errors.Count == 0, $"{errors.Count} of {2 * Reports} reports failed: {errors.FirstOrDefault()}");
        foreach (var text in Enumerable.Range(0, Reports).SelectMany(report => new[] { Text(report, 1), Text(report, 2) }))
            Assert.Single(await cluster.Log.ServersOfAsync(text));

        async Task<List<string>> RunAsync(int report)
        {
            List<string> errors = [];
            foreach (var time in new[] { 1, 2 })
            {
                try
                {
                    await using var connection = await cluster.Source.OpenConnectionAsync(Token);
                    var slept = Convert.ToInt32(await connection.ScalarAsync(async: true, Text(report, time)), null);
                    if (slept != 0) errors.Add("A report was interrupted.");
                }
                catch (Exception exception)
                {
                    errors.Add(exception.Message);
                }
            }

            return errors;
        }
    }

    private static string Text(int report, int time) => $"SELECT SLEEP(2.5) + {report} * 0 + {time} * 0";
}
