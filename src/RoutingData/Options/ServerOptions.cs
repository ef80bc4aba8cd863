using System.ComponentModel.DataAnnotations;
using RoutingData.Abstractions;
using RoutingData.Monitor;

namespace RoutingData;

/// <summary>One server in one hostgroup: a row of ProxySQL's <c>mysql_servers</c>.</summary>
public sealed class ServerOptions
{
    /// <summary>
    /// The hostgroup of this entry (<c>hostgroup_id</c>). In a replication hostgroup pair either one will do: <c>read_only</c> decides
    /// where the server really is.
    /// </summary>
    /// <value>A hostgroup id. The default is 10.</value>
    [Range(0, int.MaxValue)]
    public int HostgroupId { get; set; } = DefaultHostgroups.Writer;

    /// <summary>Host name or IP address (<c>hostname</c>), without a port.</summary>
    public string Hostname { get; set; } = "";

    /// <summary>TCP port (<c>port</c>).</summary>
    /// <value>1 to 65,535. The default is 3306.</value>
    [Range(1, 65_535)]
    public int Port { get; set; } = ServerAddress.DefaultPort;

    /// <summary>Share of the hostgroup's statements, relative to its other servers (<c>weight</c>). 0 takes nothing.</summary>
    /// <value>0 to 10,000,000. The default is 1.</value>
    [Range(0, 10_000_000)]
    public int Weight { get; set; } = 1;

    /// <summary>
    /// Whether the server may be used (<c>status</c>): <c>Online</c>; <c>OfflineSoft</c>, which ends with what is running; or
    /// <c>OfflineHard</c>, as if the entry were not there. ProxySQL's spelling (<c>OFFLINE_SOFT</c>) is understood in configuration files.
    /// </summary>
    /// <value>The default is <see cref="ServerStatus.Online"/>.</value>
    public ServerStatus Status { get; set; } = ServerStatus.Online;

    /// <summary>Backend connections that this process may hold to the server, for this entry (<c>max_connections</c>).</summary>
    /// <value>Connections, at least 1. The default is 1000.</value>
    [Range(1, int.MaxValue)]
    public int MaxConnections { get; set; } = 1000;

    /// <summary>
    /// Lag above which a reader is left out until it has caught up (<c>max_replication_lag</c>). It never applies to the writer.
    /// </summary>
    /// <value>Seconds. The default is 0: lag is not looked at.</value>
    [Range(0, int.MaxValue)]
    public int MaxReplicationLag { get; set; }

    /// <summary>
    /// Whether connections to the server must be encrypted (<c>use_ssl</c>): <c>SSL Mode=Required</c>, unless the connection string asks
    /// for more.
    /// </summary>
    /// <value>The default is <see langword="false"/>: as the connection string says.</value>
    public bool UseSsl { get; set; }

    /// <summary>
    /// The zone in which the server is: an availability zone, a data centre, a rack. Readers of the process's own zone
    /// (<see cref="RoutingOptions.Zone"/>) come first. RoutingData's own.
    /// </summary>
    /// <value>A name, in any case. The default is <see langword="null"/>: in no zone of anything.</value>
    public string? Zone { get; set; }

    /// <summary>A note for people (<c>comment</c>).</summary>
    public string? Comment { get; set; }
}
