using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>Whether the router sees a healthy cluster as it is.</summary>
internal static class Settlement
{
    /// <summary>What is wrong with a topology, or null.</summary>
    public static string? Fault(TopologySnapshot topology, SimulatedCluster cluster, Alias? alias, bool readersAreLate = false)
    {
        var writer = topology.WriterOf(10)?.Address;
        if (writer is null || cluster.OwnName(writer.Value.Hostname) != cluster.Writer.Name)
            return $"the writer is {cluster.Writer} and the router believes in {writer?.ToString() ?? "none"}";
        foreach (var server in cluster.Servers)
        {
            var state = topology.Find(server.Address)!;
            if (state.Health != ServerHealth.Online) return $"{server} is {state.Health} ({state.LastError?.Message})";
            if (state.InConflict) return $"{server} is in conflict";
            // Under whatever name.
            var reads = topology.MembersOf(20).Any(member => cluster.ServersOf(member.Address.Hostname).Contains(server));
            if (server != cluster.Writer && reads == readersAreLate) return $"{server} {(reads ? "gets reads, and its lag is not known" : "gets no reads")}";
        }

        return alias is not null && topology.Find(new ServerAddress(alias.Name, ServerAddress.DefaultPort)) is { InConflict: true }
            ? $"{alias} and is in conflict"
            : null;
    }
}
