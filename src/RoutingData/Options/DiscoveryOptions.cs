using System.ComponentModel.DataAnnotations;
using RoutingData.Monitor;

namespace RoutingData;

/// <summary>
/// Whether servers that are not configured are found, and come and go without a restart: not by default. A server that is found gets no statement before it
/// has shown that it belongs to the fleet (docs/fleets.md). RoutingData's own; ProxySQL discovers servers of its Group Replication, Galera and Aurora hostgroups.
/// </summary>
public sealed class DiscoveryOptions
{
    /// <summary>Who is asked of the servers: the writer for its replicas, a member for its group, RDS for its topology.</summary>
    /// <value>The default is empty: no server is asked.</value>
    public IList<DiscoverySource> Sources { get; set; } = [];

    /// <summary>Names whose addresses are servers, such as a headless service of Kubernetes. Only A and AAAA records; the port is the configured
    /// servers'. With several pairs they are servers of the first one.</summary>
    /// <value>The default is empty: no name is looked up.</value>
    public IList<string> DnsNames { get; set; } = [];

    /// <summary>
    /// The hosts that may be connected to: names (<c>db7.shop.internal</c>), patterns of them (<c>db*.shop.internal</c>, where * is any part of one label),
    /// addresses, and networks (<c>10.1.0.0/16</c>). A name must match a name, an address must be in a network. The monitor logs in on what is found there, and
    /// once it has proven itself the application does.
    /// </summary>
    /// <value>The default is empty, which is refused where <see cref="Sources"/> or <see cref="DnsNames"/> are set.</value>
    public IList<string> AllowedHosts { get; set; } = [];

    /// <summary>The pause between two rounds of questions.</summary>
    /// <value>Milliseconds, 1000 to 3,600,000. The default is 10,000.</value>
    [Range(1000, 3_600_000)]
    public int IntervalMs { get; set; } = 10_000;

    /// <summary>How long a server that does not answer must not have been named by any source before it is taken out. A server that answers stays, and
    /// so does one that is configured.</summary>
    /// <value>Milliseconds, up to 86,400,000. The default is 60,000.</value>
    [Range(0, 86_400_000)]
    public int DropAfterMs { get; set; } = 60_000;

    /// <summary>The most servers that are discovered.</summary>
    /// <value>1 to 100. The default is 16.</value>
    [Range(1, 100)]
    public int MaxServers { get; set; } = 16;

    /// <summary>The weight of a server that was discovered (<c>new_reader_weight</c> of ProxySQL's Aurora hostgroups). All its other settings are those of
    /// the first server that is configured in the pair.</summary>
    /// <value>0 to 10,000,000. The default is 1.</value>
    [Range(0, 10_000_000)]
    public int Weight { get; set; } = 1;
}
