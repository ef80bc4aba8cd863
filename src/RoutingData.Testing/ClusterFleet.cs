namespace RoutingData.Testing;

/// <summary>How the servers of a <see cref="LocalCluster"/> belong together.</summary>
public enum ClusterFleet
{
    /// <summary>One writer, and replicas that are read-only; another writer is made by <see cref="LocalCluster.PromoteAsync"/>.</summary>
    Replication,

    /// <summary>MySQL's Group Replication with a single primary: the group itself elects another one.</summary>
    GroupReplication,

    /// <summary>MariaDB's Galera: every member takes writes, and none of them is read-only.</summary>
    Galera,
}
