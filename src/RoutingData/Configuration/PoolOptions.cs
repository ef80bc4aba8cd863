namespace RoutingData;

/// <summary>
/// How many sessions and connects one data source may have at once. The size of a server's pool is <see cref="ServerOptions.MaxConnections"/>;
/// how long idle connections live is said by the driver's own keywords in <see cref="RoutingOptions.ConnectionString"/>.
/// </summary>
public sealed class PoolOptions
{
    /// <summary>Sessions (open <c>RoutingDbConnection</c>s) at once; one more fails to open (<c>mysql-max_connections</c>, <c>mysql_users.max_connections</c>).</summary>
    /// <value>Sessions. The default is 0: no limit, for the application's own code decides how many it opens. (ProxySQL: 2048 and 10,000.)</value>
    public int MaxConnections { get; set; }

    /// <summary>Time limit of one connect to one server (<c>mysql-connect_timeout_server</c>).</summary>
    /// <value>Milliseconds. The default is 1000.</value>
    public int ConnectTimeoutMs { get; set; } = 1000;

    /// <summary>Connects to one server that may be under way at once, so that a new writer is not met by a storm of them. RoutingData's own.</summary>
    /// <value>Connects, at least 1. The default is 8.</value>
    public int MaxConcurrentConnects { get; set; } = 8;
}
