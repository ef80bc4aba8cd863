using RoutingData.Testing;
using RoutingData.Testing.Simulation;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>What people do until all servers are online in one group: what is beside it is given up, what is outside joins.</summary>
internal sealed class GroupRepair(SimulatedCluster cluster, ServerGroups groups, SimulatedClock clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(1);

    public async Task RunAsync()
    {
        cluster.HealMembers();
        for (var begun = clock.Elapsed; !IsDone; await Task.Delay(Pause, clock))
        {
            if (clock.Elapsed - begun > Most) throw new InvalidOperationException("The group was not repaired.");
            // A group that has lost its majority for good, or only a stray one is left.
            if (!groups.GoesOn && clock.Elapsed - begun > GroupPlan.UntilCommitFails) MakeAnew();
            foreach (var server in cluster.Servers.Where(server => !groups.IsInside(server)))
            {
                if (groups.GoesOn && groups.IsStray(server)) cluster.LeaveGroup(server.Name);
                if (groups.GoesOn && groups.MayJoin(server)) cluster.Rejoin(server.Name);
            }
        }
    }

    private bool IsDone => cluster.Servers.All(groups.IsInside) && !cluster.Writer.IsReadOnly && groups.IsPrimary(cluster.Writer);

    private void MakeAnew()
    {
        foreach (var server in cluster.Servers) cluster.LeaveGroup(server.Name);
        cluster.Bootstrap(cluster.Servers.MaxBy(server => server.Log.Transactions.Concat(server.Replication.Received).Distinct().Count())!.Name);
    }
}
