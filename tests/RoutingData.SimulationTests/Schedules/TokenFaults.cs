using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>What befalls a fleet whose promoter is careful: never do two servers take writes. Its writers die and are replaced by whichever replica, however late that is,
/// so that writes are lost; or hand over; and readers stop, lag and die.</summary>
internal sealed class TokenFaults(SimulatedCluster cluster, SimulatedClock clock, Random random)
{
    public async Task RunAsync()
    {
        for (var left = random.Next(4, 10); left > 0; left--)
        {
            await PauseAsync(500);
            var readers = cluster.Servers.Where(server => server != cluster.Writer && server.Answers).ToArray();
            if (readers.Length == 0) continue;
            var reader = readers[random.Next(readers.Length)].Name;
            switch (random.Next(8))
            {
                case 0 or 1 or 2:
                    await DieAsync(reader);
                    break;
                case 3 or 4 when cluster.Servers.Single(server => server.Name == reader) is { Replication.IsStopped: false, Source: { } source } && source == cluster.Writer:
                    await cluster.SwitchoverAsync(reader);
                    break;
                case 5:
                    cluster.Lag(reader, TimeSpan.FromMilliseconds(random.Next(500)));
                    break;
                case 6:
                    cluster.StopReplication(reader);
                    await PauseAsync(400);
                    if (random.Next(2) == 0 && cluster.Servers.Single(server => server.Name == reader).Answers) cluster.StartReplication(reader);
                    break;
                case 7:
                    cluster.Kill(reader);
                    await PauseAsync(600);
                    cluster.Restart(reader);
                    break;
                default:
                    cluster.BreakConnections(cluster.Writer.Name);
                    break;
            }
        }
    }

    private async Task DieAsync(string next)
    {
        var former = cluster.Writer.Name;
        cluster.Kill(former);
        await PauseAsync(400);
        cluster.Promote(next);
        await PauseAsync(800);
        cluster.Restart(former);
        cluster.Rejoin(former);
    }

    private Task PauseAsync(int most) => Task.Delay(TimeSpan.FromMilliseconds(random.Next(most)), clock);
}
