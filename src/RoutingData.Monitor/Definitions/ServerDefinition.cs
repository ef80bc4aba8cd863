namespace RoutingData.Monitor;

/// <summary>A server's place in one hostgroup, as configured: a row of <c>mysql_servers</c>. A server may stand in several
/// hostgroups.</summary>
public sealed record ServerDefinition
{
    internal ServerDefinition(int hostgroup, ServerAddress address)
    {
        Hostgroup = hostgroup;
        Address = address;
    }

    /// <summary>Hostgroup id.</summary>
    public int Hostgroup { get; init; }

    /// <summary>The address at which it listens.</summary>
    public ServerAddress Address { get; init; }

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

    /// <summary>Whether it is not configured, but was discovered.</summary>
    public bool IsDiscovered => Identity is not null;

    /// <summary>The identity with which it was discovered: no other server counts at its address. Null for one that is configured.</summary>
    internal string? Identity { get; init; }
}
