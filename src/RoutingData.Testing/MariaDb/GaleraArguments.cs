using System.Globalization;
using RoutingData.Testing.Groups;

namespace RoutingData.Testing.MariaDb;

/// <summary>The options of a member of Galera, beside those of every server. Pure.</summary>
internal static class GaleraArguments
{
    private const int GroupPort = 0;
    private const int IncrementalPort = 1;
    private const int CopyPort = 2;

    /// <summary>How many ports a member uses beside that for clients; all of its own address.</summary>
    public const int Ports = 3;

    private static readonly string[] Quick =
    [
        "evs.keepalive_period=PT0.3S", "evs.inactive_check_period=PT0.2S", "evs.suspect_timeout=PT2S", "evs.inactive_timeout=PT4S",
        "evs.install_timeout=PT3S", "pc.announce_timeout=PT2S", "pc.wait_prim_timeout=PT20S", "gcache.size=16M", "gcache.page_size=8M",
    ];

    /// <summary>Small, and quick to notice that a member is gone.</summary>
    /// <param name="member">Its place.</param>
    /// <param name="founder">Whether it founds the group, rather than joins those that there are.</param>
    /// <param name="library">The provider.</param>
    public static IEnumerable<string> ForMember(GroupMember member, bool founder, string library)
    {
        var host = member.Address.Hostname;
        string[] provider =
        [
            $"base_host={host}", $"base_port={Port(GroupPort)}", $"gmcast.listen_addr=tcp://{host}:{Port(GroupPort)}",
            $"ist.recv_addr={host}:{Port(IncrementalPort)}", .. Quick,
        ];
        var others = member.Addresses.Where(address => address != member.Address);
        return
        [
            "--wsrep-on=ON", $"--wsrep-provider={library}", $"--wsrep-provider-options={string.Join(';', provider)}",
            $"--wsrep-cluster-name={member.Group:N}",
            $"--wsrep-node-name={member.Name}", $"--wsrep-node-address={host}:{Port(GroupPort)}",
            $"--wsrep-node-incoming-address={member.Address}",
            "--wsrep-sst-method=rsync", $"--wsrep-sst-receive-address={host}:{Port(CopyPort)}",
            "--wsrep-slave-threads=2",
            "--default-storage-engine=InnoDB", "--binlog-format=ROW", "--innodb-autoinc-lock-mode=2",
            // Each member counts its own transactions.
            "--gtid-strict-mode=0",
            .. founder ? ["--wsrep-new-cluster"] : Array.Empty<string>(),
            $"--wsrep-cluster-address=gcomm://{(founder ? "" : string.Join(',', others.Select(address => $"{address.Hostname}:{Port(GroupPort)}")))}",
        ];

        string Port(int offset) => (member.FirstPort + offset).ToString(CultureInfo.InvariantCulture);
    }
}
