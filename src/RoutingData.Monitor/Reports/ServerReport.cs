using RoutingData.Monitor.Gtids;
namespace RoutingData.Monitor.Reports;

/// <summary>A server's answer to a probe.</summary>
internal sealed record ServerReport : ProbeResult
{
    public required bool ReadOnly { get; init; }

    public required bool SuperReadOnly { get; init; }

    public required bool InnodbReadOnly { get; init; }

    /// <summary>The identity of the server, whatever name or address led there: server_uuid, on MariaDB the server_id.</summary>
    public required string Identity { get; init; }

    public required string Version { get; init; }

    public required ServerFlavor Flavor { get; init; }

    /// <summary>The server's default of autocommit; off makes every statement part of a transaction.</summary>
    public bool Autocommit { get; init; } = true;

    /// <summary>The server's default of sql_mode, which says how quotes and backslashes are read.</summary>
    public string SqlMode { get; init; } = "";

    /// <summary>What it has executed: gtid_executed, on MariaDB gtid_current_pos; empty where there are no GTIDs.</summary>
    public required GtidPosition Executed { get; init; }

    /// <summary>What it had committed and what it shows; null where that was not asked.</summary>
    public PositionFetch? Position { get; init; }

    /// <summary>What it says of its own replication; null when it replicates from no server, or may not say.</summary>
    public ReplicationReport? Replication { get; init; }

    /// <summary>Whether the monitor's user may not see replication, so that lag is unknown.</summary>
    public bool ReplicationDenied { get; init; }

    /// <summary>What it says of its replication group; null where that was not asked.</summary>
    public GroupMembership? Group { get; init; }

    /// <summary>What it says of itself as a node of Galera; null where that was not asked.</summary>
    public WsrepStatus? Wsrep { get; init; }

    /// <summary>Why the held connection that brought it could not be replaced by a new one; null when it could, or was not to be.</summary>
    public ProbeFailure? NotReplaced { get; init; }

    /// <summary>Whether it is the first answer on its connection.</summary>
    public bool IsFirst { get; init; }

    /// <summary>What was found of the lock that shows whether two addresses lead to one server; null where it was not looked for.</summary>
    public LockSighting? Lock { get; init; }

    /// <summary>Whether the server's own variables make it a reader.</summary>
    public bool IsReadOnly(ReadOnlyCheck check) => new ReadOnlyFlags(ReadOnly, SuperReadOnly, InnodbReadOnly).IsReadOnly(check);
}
