namespace RoutingData.Monitor;

/// <summary>Who is asked which servers a fleet has. What is said is no proof: a server gets nothing before it has shown that it belongs to the
/// fleet.</summary>
public enum DiscoverySource
{
    /// <summary>The writer's list of its replicas: <c>SHOW REPLICAS</c>, before MySQL 8.0.22 and on MariaDB <c>SHOW SLAVE HOSTS</c>. A replica is in it
    /// with its <c>report_host</c>. For pairs without <c>group_replication</c>.</summary>
    Replicas,

    /// <summary>The members of the replication group: <c>performance_schema.replication_group_members</c>. For pairs with
    /// <c>group_replication</c>.</summary>
    GroupMembers,

    /// <summary>Amazon RDS: <c>mysql.rds_topology</c>. Rows of a green environment (<c>BLUE_GREEN_DEPLOYMENT_TARGET</c>) are left out.</summary>
    RdsTopology,
}
