namespace RoutingData.Monitor;

/// <summary>A change in the topology, as reported to <see cref="TopologyMonitor.Changed"/> and to the log.</summary>
public sealed record TopologyEvent
{
    internal TopologyEvent(TopologyEventKind kind, ServerAddress server, int? hostgroup, long epoch, string reason)
    {
        Kind = kind;
        Server = server;
        Hostgroup = hostgroup;
        Epoch = epoch;
        Reason = reason;
    }

    /// <summary>What changed.</summary>
    public TopologyEventKind Kind { get; init; }

    /// <summary>The server it is about.</summary>
    public ServerAddress Server { get; init; }

    /// <summary>The writer hostgroup of the pair concerned; null when it is about the server alone.</summary>
    public int? Hostgroup { get; init; }

    /// <summary>The epoch that holds the change.</summary>
    public long Epoch { get; init; }

    /// <summary>A sentence that says why.</summary>
    public string Reason { get; init; }
}
