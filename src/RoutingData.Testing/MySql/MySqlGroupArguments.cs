using System.Globalization;
using RoutingData.Testing.Groups;

namespace RoutingData.Testing.MySql;

/// <summary>The options of a member of Group Replication, beside those of every server. Pure.</summary>
internal static class MySqlGroupArguments
{
    /// <summary>
    /// Quick to notice that a member is gone, as far as the server lets it: it suspects a silent one after five seconds, whatever it is told,
    /// and then expels it at once. One that was expelled stays outside until it is told to join.
    /// </summary>
    public static IEnumerable<string> ForMember(GroupMember member) =>
    [
        "--performance-schema=1", "--performance-schema-instrument=%=OFF",
        "--plugin-load-add=group_replication.so",
        $"--loose-group-replication-group-name={member.Group:D}",
        "--loose-group-replication-single-primary-mode=ON",
        "--loose-group-replication-start-on-boot=OFF",
        "--loose-group-replication-communication-stack=XCOM",
        $"--loose-group-replication-local-address={Local(member, member.Number)}",
        $"--loose-group-replication-group-seeds={string.Join(',', member.Addresses.Select((_, index) => Local(member, index + 1)))}",
        "--loose-group-replication-ip-allowlist=127.0.0.0/8",
        "--loose-group-replication-recovery-get-public-key=ON",
        "--loose-group-replication-member-expel-timeout=0",
        "--loose-group-replication-unreachable-majority-timeout=5",
        "--loose-group-replication-autorejoin-tries=0",
        // The least it takes; it is all in use after a while.
        "--loose-group-replication-message-cache-size=134217728",
    ];

    private static string Local(GroupMember member, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{member.FirstPort + number - 1}");
}
