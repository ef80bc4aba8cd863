using RoutingData.Monitor;
using RoutingData.Testing.MariaDb;
using RoutingData.Testing.MySql;

namespace RoutingData.Testing.Groups;

/// <summary>The kinds of groups there are.</summary>
internal static class Group
{
    // Group Replication takes no more.
    private const int MostMembers = 9;

    /// <summary>Returns the kind that a fleet is, or null for a fleet that is no group.</summary>
    /// <exception cref="ArgumentException">The fleet cannot be made of these servers.</exception>
    public static IGroup? Of(LocalClusterOptions options) => (options.Fleet, options.Flavor) switch
    {
        (ClusterFleet.Replication, _) => null,
        (ClusterFleet.GroupReplication, ServerFlavor.MySql) when options.Replicas >= MostMembers => throw new ArgumentOutOfRangeException(
            nameof(options), options.Replicas, $"A group of MySQL's Group Replication has {MostMembers} members at most: one and {MostMembers - 1} replicas."),
        (ClusterFleet.GroupReplication, ServerFlavor.MySql) => new MySqlGroup(),
        (ClusterFleet.Galera, ServerFlavor.MariaDb) => new GaleraGroup(),
        (ClusterFleet.GroupReplication, _) => throw new ArgumentException(Refusal("Group Replication is MySQL's", nameof(ServerFlavor.MySql)), nameof(options)),
        (ClusterFleet.Galera, _) => throw new ArgumentException(Refusal("Galera is MariaDB's here", nameof(ServerFlavor.MariaDb)), nameof(options)),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Fleet, "There is no such fleet."),
    };

    private static string Refusal(string whose, string flavor) =>
        $"{whose}: leave {nameof(LocalClusterOptions)}.{nameof(LocalClusterOptions.Flavor)} out, or set it to {nameof(ServerFlavor)}.{flavor}.";
}
