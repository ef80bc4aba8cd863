using System.Globalization;
using RoutingData.Testing.Flavors;
using RoutingData.Testing.Groups;
using RoutingData.Testing.Replication;

namespace RoutingData.Testing.MySql;

/// <summary>Group Replication with a single primary.</summary>
internal sealed class MySqlGroup : IGroup
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(250);

    public string? SystemUser => null;

    public bool SharesHistory => false;

    // Its own traffic is all on 127.0.0.1: it wants an address that an interface has, which 127.0.0.18 is not.
    public bool TalksOnServerAddress => false;

    public string State =>
        """
        SELECT member_state AS state, member_role AS role, @@GLOBAL.read_only AS read_only,
            (SELECT COUNT(*) FROM performance_schema.replication_group_members) AS members
        FROM performance_schema.replication_group_members WHERE member_id = @@server_uuid
        """;

    public IReadOnlyList<string> Found =>
    [
        "SET GLOBAL group_replication_bootstrap_group = 1", .. Join, "SET GLOBAL group_replication_bootstrap_group = 0",
    ];

    // Stopped first: one that was expelled still counts as started. It has turned its users away (group_replication_exit_state_action), and does so until told otherwise.
    public IReadOnlyList<string> Join { get; } =
    [
        "STOP GROUP_REPLICATION",
        $"START GROUP_REPLICATION USER = '{Flavors.BootstrapSql.ReplicationUser}', PASSWORD = '{Flavors.BootstrapSql.ReplicationPassword}'",
        "SET GLOBAL offline_mode = 0",
    ];

    /// <summary>Returns the statement that makes a member the primary.</summary>
    public static string SetPrimary(string memberId) => $"SELECT group_replication_set_as_primary('{memberId}')";

    public int PortsFor(int members) => members;

    public void Require()
    {
        // Its plugins are in every package of the server; without them a server does not start, and its log says so.
    }

    public string BootstrapSql(IFlavor flavor, LocalClusterOptions options) => Flavors.BootstrapSql.For(
        options,
        "REPLICATION CLIENT",
        replication: ["BACKUP_ADMIN", "CONNECTION_ADMIN", "GROUP_REPLICATION_STREAM"],
        monitored: ["performance_schema.replication_group_members", "performance_schema.replication_group_member_stats"]);

    public IEnumerable<string> ForMember(GroupMember member, bool founder) => MySqlGroupArguments.ForMember(member);

    public Task<IReadOnlyList<string>> AfterCrashAsync(
        string data, string program, IEnumerable<string> words, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    public MemberState Read(IReadOnlyDictionary<string, string> row)
    {
        var (state, role) = (row["state"], row["role"]);
        var online = state == "ONLINE";
        return new MemberState(
            online, state is "OFFLINE" or "ERROR", int.Parse(row["members"], CultureInfo.InvariantCulture),
            online && role == "PRIMARY" && row["read_only"] == "0", $"{state} {role}, {row["members"]} members, read_only {row["read_only"]}");
    }

    public async Task CatchUpAsync(AdminConnection server, string committed, CancellationToken cancellationToken)
    {
        var tries = (int)(server.Timeout / Slice);
        while (await server.TextAsync(server.Sql.WaitApplied(committed, Slice), cancellationToken).ConfigureAwait(false) != "0")
        {
            if (--tries < 0)
                throw new LocalClusterException($"{server.Server} did not apply {committed} within {server.Timeout.TotalSeconds} s.");
        }
    }
}
