using RoutingData.Monitor.Probing;

namespace RoutingData.Monitor;

/// <summary>Discovery's own connections: to the servers that are asked for others, and to those that are asked who they are.</summary>
internal sealed class DiscoveryProbes(ServerWatchFactory factory)
{
    private readonly Dictionary<ServerAddress, (string ConnectionString, ServerProbe Probe)> _probes = [];

    /// <summary>Returns the probe of a server, held since it was asked first.</summary>
    public ServerProbe Of(ServerAddress server, string connectionString)
    {
        if (_probes.TryGetValue(server, out var held))
        {
            if (held.ConnectionString == connectionString) return held.Probe;
            _ = held.Probe.CloseAsync();
        }

        var probe = factory.CreateProbe(server, connectionString);
        _probes[server] = (connectionString, probe);
        return probe;
    }

    /// <summary>Lets go of all others, in the background.</summary>
    public void Keep(IReadOnlySet<ServerAddress> servers)
    {
        foreach (var server in _probes.Keys.Where(server => !servers.Contains(server)).ToArray())
        {
            _ = _probes[server].Probe.CloseAsync();
            _probes.Remove(server);
        }
    }
}
