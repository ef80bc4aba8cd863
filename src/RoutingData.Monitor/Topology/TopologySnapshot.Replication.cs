namespace RoutingData.Monitor;

/// <content>Who replicates from whom.</content>
public sealed partial class TopologySnapshot
{
    /// <summary>Returns the server that a server says it replicates from: the configured one, where it is that; else the address that the server named. Null where it
    /// replicates from no server, may not say, or has not answered yet.</summary>
    /// <param name="server">The replica.</param>
    public ServerAddress? SourceOf(ServerAddress server)
    {
        if (Find(server)?.Report?.Replication is not { SourceHost.Length: > 0 } replication) return null;
        var named = new ServerAddress(replication.SourceHost, replication.SourcePort);
        if (Find(named) is not null) return named;
        // The servers may know each other by other names than the application does.
        foreach (var other in Servers)
        {
            if (other.Identity is { } identity && identity == replication.SourceIdentity) return other.Address;
        }

        return named;
    }

    /// <summary>Tells whether the replication of a server runs; null where it replicates from no server, or may not say.</summary>
    /// <param name="server">The replica.</param>
    public bool? IsReplicating(ServerAddress server) => Find(server)?.Report?.Replication?.Running;
}
