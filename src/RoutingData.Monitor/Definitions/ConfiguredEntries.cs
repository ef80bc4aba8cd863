namespace RoutingData.Monitor.Definitions;

/// <summary>The entry that counts for a server in a hostgroup: its weight and limits there.</summary>
internal sealed class ConfiguredEntries(TopologyDefinition definition)
{
    private readonly ILookup<ServerAddress, ServerDefinition> _entries = definition.Servers.ToLookup(server => server.Address);

    /// <summary>Returns a server's entry for a hostgroup; in a pair its entry for the other hostgroup will do, so that a role change
    /// keeps weight and limits.</summary>
    public ServerDefinition Find(ServerAddress address, int hostgroup)
    {
        var pair = definition.ReplicationHostgroups.FirstOrDefault(pair => pair.Contains(hostgroup));
        ServerDefinition? other = null;
        foreach (var server in _entries[address])
        {
            if (server.Hostgroup == hostgroup) return server;
            if (pair is not null && pair.Contains(server.Hostgroup)) other = server;
        }

        return (other ?? new ServerDefinition(hostgroup, address)) with { Hostgroup = hostgroup };
    }
}
