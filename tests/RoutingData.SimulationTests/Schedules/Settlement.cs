using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>Whether the router sees a healthy cluster as it is.</summary>
internal static class Settlement
{
    /// <summary>What is wrong with a topology, or null.</summary>
    public static string? Fault(Topology topology, SimulatedCluster cluster)
    {
        var writer = topology.WriterOf(10)?.Address;
        if (writer != cluster.Writer.Address) return $"the writer is {cluster.Writer} and the router believes in {writer?.ToString() ?? "none"}";
        foreach (var server in cluster.Servers)
        {
            var state = topology.Find(server.Address)!;
            if (state.Health != ServerHealth.Online) return $"{server} is {state.Health} ({state.LastError?.Message})";
            if (state.InConflict) return $"{server} is in conflict";
            var reads = topology.MembersOf(20).Any(member => member.Address == server.Address);
            if (server != cluster.Writer && !reads) return $"{server} gets no reads";
        }

        return null;
    }
}
