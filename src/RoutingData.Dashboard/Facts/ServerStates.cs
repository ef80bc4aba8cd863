using RoutingData.Monitor;

namespace RoutingData.Dashboard.Facts;

/// <summary>What a server is, in one word: what matters most of its role, its health and what the operator wants of it.</summary>
internal static class ServerStates
{
    public const string Unknown = "unknown";
    public const string Down = "down";
    public const string Suspect = "suspect";
    public const string Drained = "drained";
    public const string Offline = "offline";
    public const string Conflict = "conflict";
    public const string Alias = "alias";
    public const string Writer = "writer";
    public const string Reader = "reader";
    public const string Idle = "idle";

    /// <summary>Returns the word for a server.</summary>
    public static string Of(TopologySnapshot topology, ServerState server) => server switch
    {
        _ when topology.Definition.Servers.Where(entry => entry.Address == server.Address).All(entry => entry.Status != ServerStatus.Online) => Offline,
        { Drained: true } => Drained,
        { Health: ServerHealth.Shunned } => Down,
        { Health: ServerHealth.Suspect } => Suspect,
        { Health: ServerHealth.Unknown } => Unknown,
        { InConflict: true } => Conflict,
        { AliasOf: not null } => Alias,
        _ => RoleOf(topology, server.Address) switch
        {
            ServerRole.Writer => Writer,
            ServerRole.Reader => Reader,
            ServerRole.Conflict => Conflict,
            _ => Idle,
        },
    };

    /// <summary>Returns the part that a server plays, whatever its health: the greatest of all pairs.</summary>
    public static ServerRole RoleOf(TopologySnapshot topology, ServerAddress server)
    {
        var most = ServerRole.None;
        foreach (var pair in topology.Definition.ReplicationHostgroups)
        {
            var role = topology.RoleOf(server, pair.WriterHostgroup);
            if (role == ServerRole.Writer) return role;
            if (role != ServerRole.None) most = role;
        }

        return most;
    }
}
