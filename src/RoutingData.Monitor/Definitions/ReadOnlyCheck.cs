namespace RoutingData.Monitor;

/// <summary>Which variables make a server a reader (<c>mysql_replication_hostgroups.check_type</c>).</summary>
public enum ReadOnlyCheck
{
    /// <summary><c>read_only</c>, the default. A server with <c>super_read_only</c> set is read_only too.</summary>
    ReadOnly,

    /// <summary><c>innodb_read_only</c>.</summary>
    InnodbReadOnly,

    /// <summary><c>super_read_only</c>; MySQL only, a MariaDB server never has it set.</summary>
    SuperReadOnly,

    /// <summary><c>read_only|innodb_read_only</c>: either makes a reader.</summary>
    ReadOnlyOrInnodbReadOnly,

    /// <summary><c>read_only&amp;innodb_read_only</c>: only both make a reader.</summary>
    ReadOnlyAndInnodbReadOnly,

    /// <summary><c>group_replication</c>: MySQL's Group Replication with a single primary. The writer is the member that most members of the
    /// group's newest view call the primary, and that says <c>read_only=0</c>; one outside that view gets nothing. Where the monitor's user may
    /// not see the group, <c>read_only</c> alone.</summary>
    GroupReplication,

    /// <summary><c>galera</c>: nodes of Galera, all of them writable. The writer is the first one in the order of the configuration that is Synced, in the
    /// primary component, and says <c>read_only=0</c>; one that does not serve, or is outside the newest membership, gets nothing.</summary>
    Galera,
}
