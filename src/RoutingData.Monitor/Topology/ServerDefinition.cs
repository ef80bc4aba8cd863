namespace RoutingData.Monitor;

/// <summary>A server's place in one hostgroup, as configured: a row of <c>mysql_servers</c>. A server may stand in several
/// hostgroups.</summary>
/// <param name="Hostgroup">Hostgroup id.</param>
/// <param name="Address">Where it listens.</param>
public sealed record ServerDefinition(int Hostgroup, ServerAddress Address)
{
    /// <summary>Its share of the hostgroup's load relative to the others, 0 to 10,000,000; 1 by default. 0 takes nothing.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>What the operator wants of it; <see cref="ServerStatus.Online"/> by default.</summary>
    public ServerStatus Status { get; init; }

    /// <summary>Most backend connections this process keeps to it; 1000 by default.</summary>
    public int MaxConnections { get; init; } = 1000;

    /// <summary>Seconds of lag above which it serves no reads; 0, the default, does not look.</summary>
    public int MaxReplicationLag { get; init; }

    /// <summary>Whether connections to it must be encrypted.</summary>
    public bool UseSsl { get; init; }

    /// <summary>A note for people.</summary>
    public string? Comment { get; init; }
}
