using System.ComponentModel.DataAnnotations;

namespace RoutingData;

/// <summary>
/// How many sessions and connects one data source may have at once. The size of a server's pool is
/// <see cref="ServerOptions.MaxConnections"/>; how long idle connections live is said by the driver's own keywords in
/// <see cref="RoutingOptions.ConnectionString"/>.
/// </summary>
public sealed class PoolOptions
{
    /// <summary>
    /// Sessions (open <c>RoutingDbConnection</c>s) at once; one more fails to open (<c>mysql-max_connections</c>,
    /// <c>mysql_users.max_connections</c>).
    /// </summary>
    /// <value>Sessions. The default is 0: no limit, because a session that runs nothing holds no backend connection. (ProxySQL: 2048.)</value>
    [Range(0, int.MaxValue)]
    public int MaxConnections { get; set; }

    /// <summary>Time limit of one connect to one server (<c>mysql-connect_timeout_server</c>), kept to a tenth of a second; a synchronous
    /// Open has the driver's limit, which is this one rounded up to whole seconds.</summary>
    /// <value>10 to 120,000 milliseconds. The default is 1000.</value>
    [Range(10, 120_000)]
    public int ConnectTimeoutMs { get; set; } = 1000;

    /// <summary>
    /// Connects to one server that may be under way at once, so that a new writer is not met by a storm of them. RoutingData's own.
    /// </summary>
    /// <value>Connects, at least 1. The default is 8.</value>
    [Range(1, int.MaxValue)]
    public int MaxConcurrentConnects { get; set; } = 8;

    /// <summary>
    /// The name of the policy that chooses the reader when a session needs a connection to one: one of <see cref="ReaderSelectionPolicies"/>, or the
    /// name of an <see cref="IReaderSelectionPolicy"/> of the application's own. RoutingData's own.
    /// </summary>
    /// <value>A name, in any case. The default is <see cref="ReaderSelectionPolicies.WeightedRandom"/>, ProxySQL's way.</value>
    public string ReaderSelection { get; set; } = ReaderSelectionPolicies.WeightedRandom;
}
