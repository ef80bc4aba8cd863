namespace RoutingData.ProxySql;

/// <summary>What a file of ProxySQL's holds.</summary>
public enum ProxySqlInputKind
{
    /// <summary>A configuration file, in libconfig's grammar: <c>proxysql.cnf</c>.</summary>
    File,

    /// <summary>Statements of the admin interface.</summary>
    AdminScript,
}
