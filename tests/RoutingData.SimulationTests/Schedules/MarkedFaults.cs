using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>Deaths of writers under a promoter that is careful: never do two servers take writes for long, and who comes back is cloned anew. What a hung
/// writer had in its hands it executes as it goes on, and what a cut or a relay held back arrives late.</summary>
internal sealed class MarkedFaults(SimulatedCluster cluster, SimulatedClock clock, Random random)
{
    /// <summary>How many there were.</summary>
    public int Deaths { get; private set; }

    public async Task RunAsync()
    {
        for (var left = random.Next(3, 8); left > 0; left--)
        {
            await PauseAsync(400);
            var kind = random.Next(13);
            if (kind is < 8 or > 9) Deaths++;
            var writer = cluster.Writer.Name;
            switch (kind)
            {
                case < 5:
                    await DieAsync(kind);
                    break;
                case 5:
                    cluster.LoseNextReply(writer);
                    break;
                case 6:
                    cluster.LoseNextRequest(writer);
                    break;
                case 7:
                    cluster.BreakConnections(writer);
                    break;
                case 10 or 11:
                    // A zombie: it comes when its caller has long asked elsewhere.
                    cluster.HoldNextRequest(writer, TimeSpan.FromMilliseconds(random.Next(1, 300)));
                    break;
                case 12:
                    // Committed, and not acknowledged: seldom the one of all replies that is lost by chance, where the rows have been held.
                    cluster.LoseNextReplyTo(writer, "COMMIT AND NO CHAIN");
                    break;
                case 8 when Replica() is { } next && cluster[next].Source == cluster.Writer:
                    await cluster.SwitchoverAsync(next);
                    break;
                default:
                    foreach (var server in cluster.Servers.Where(server => server != cluster.Writer))
                        cluster.Lag(server.Name, TimeSpan.FromMilliseconds(random.Next(2) * random.Next(200)));
                    break;
            }
        }
    }

    private async Task DieAsync(int kind)
    {
        var former = cluster.Writer.Name;
        Action<string> go = kind switch { < 2 => cluster.Kill, 2 => cluster.Pause, _ => cluster.Cut };
        Action<string> comeBack = kind switch { < 2 => name => cluster.Restart(name, readOnly: false), 2 => cluster.Resume, _ => cluster.Heal };
        // A relay that swallows replies: more than one write is lost.
        for (var replies = random.Next(3); replies > 0; replies--) cluster.LoseNextReply(former);
        await PauseAsync(20);
        go(former);
        await PauseAsync(600);
        if (random.Next(4) == 0 || Replica() is not { } next)
        {
            // It comes back as it was, the writer still.
            comeBack(former);
            return;
        }

        cluster.Promote(next);
        // Two in a row: the one that has just been asked for markers dies as well.
        if (random.Next(4) == 0)
        {
            await PauseAsync(100);
            cluster.Kill(next);
            Deaths++;
            await PauseAsync(300);
            if (Replica() is { } last)
            {
                cluster.Promote(last);
                cluster.Restart(next);
                cluster.Rejoin(next);
            }
            else
            {
                cluster.Restart(next, readOnly: false);
            }
        }

        await PauseAsync(500);
        if (kind < 2) cluster.Restart(former);
        else comeBack(former);
        cluster.Rejoin(former);
    }

    // One that has most of what the writer had, as promoters choose.
    private string? Replica() => cluster.Servers.Where(server => server != cluster.Writer && server.Answers)
        .OrderByDescending(server => server.Log.Transactions.Count).FirstOrDefault()?.Name;

    private Task PauseAsync(int most) => Task.Delay(TimeSpan.FromMilliseconds(random.Next(most)), clock);
}
