using RoutingData.Monitor;

namespace RoutingData.Testing;

/// <summary>What a <see cref="LocalCluster"/> is made of. The defaults give one writer, two replicas and a database to write to.</summary>
public sealed class LocalClusterOptions
{
    /// <summary>The most replicas one cluster can have: its addresses are a block of sixteen.</summary>
    public const int MaxReplicas = 14;

    private readonly ServerFlavor? _flavor;

    /// <summary>
    /// How its servers belong together: one writer with replicas by default; or a group, of MySQL's Group Replication or of Galera. A group
    /// has <see cref="Replicas"/> + 1 members.
    /// </summary>
    public ClusterFleet Fleet { get; init; }

    /// <summary>
    /// Which servers it is made of. By default what <see cref="Fleet"/> needs; where it may be either, MariaDB, or what the environment variable
    /// <c>ROUTINGDATA_FLAVOR</c> names (<c>mariadb</c> or <c>mysql</c>), so that one suite of tests can run on both.
    /// </summary>
    public ServerFlavor Flavor
    {
        get => _flavor ?? Fleet switch
        {
            ClusterFleet.GroupReplication => ServerFlavor.MySql,
            ClusterFleet.Galera => ServerFlavor.MariaDb,
            _ => FlavorOfEnvironment(),
        };
        init => _flavor = value;
    }

    /// <summary>
    /// The folder the server programs are installed in, such as <c>/opt/mariadb-11.4</c>, for a version other than the machine's. By
    /// default MariaDB is looked for on the PATH; MySQL where the environment variable <c>ROUTINGDATA_MYSQL</c> says, else where
    /// eng/install-mysql.sh puts it, else on the PATH.
    /// </summary>
    public string? InstallationFolder { get; init; }

    /// <summary>Number of replicas beside the writer, 0 to <see cref="MaxReplicas"/>; 2 by default.</summary>
    public int Replicas { get; init; } = 2;

    /// <summary>The database the application's user works in; <c>testdb</c> by default. It is empty.</summary>
    public string Database { get; init; } = "testdb";

    /// <summary>The application's user; <c>app</c> by default. It can log in from anywhere, as every user here.</summary>
    public string User { get; init; } = "app";

    /// <summary>The application's password; <c>app</c> by default.</summary>
    public string Password { get; init; } = "app";

    /// <summary>What <see cref="User"/> may do in <see cref="Database"/>, as in GRANT; <c>ALL PRIVILEGES</c> by default.</summary>
    public string Privileges { get; init; } = "ALL PRIVILEGES";

    /// <summary>
    /// The monitor's user (<c>mysql-monitor_username</c>); <c>monitor</c> by default. It may see replication, and nothing else.
    /// </summary>
    public string MonitorUser { get; init; } = "monitor";

    /// <summary>The monitor's password (<c>mysql-monitor_password</c>); <c>monitor</c> by default.</summary>
    public string MonitorPassword { get; init; } = "monitor";

    /// <summary>
    /// Whether a commit is acknowledged only when a replica has received it (semi-synchronous replication, AFTER_SYNC); true by
    /// default. Without it, the death of the writer may take acknowledged rows along, whatever a router does. Means nothing to a group.
    /// </summary>
    public bool SemiSynchronous { get; init; } = true;

    /// <summary>
    /// Whether the servers have a self-signed certificate, and <see cref="LocalCluster.ConnectionString"/> and
    /// <see cref="LocalServer.ConnectionString"/> ask for TLS (SslMode=Required); false by default.
    /// </summary>
    public bool Tls { get; init; }

    /// <summary>Further options for every server, such as <c>--max-connections=20</c>. They come last, so they win.</summary>
    public IReadOnlyList<string> ServerArguments { get; init; } = [];

    /// <summary>
    /// Where the data folders go, in a folder of their own that is deleted at the end. By default /dev/shm when it has room, else
    /// the folder for temporary files.
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>How long a server may take to start, and an administrator's statement to be answered; 30 seconds by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    private static ServerFlavor FlavorOfEnvironment() => Environment.GetEnvironmentVariable("ROUTINGDATA_FLAVOR") switch
    {
        null or "" or "mariadb" => ServerFlavor.MariaDb,
        "mysql" => ServerFlavor.MySql,
        var unknown => throw new LocalClusterException($"ROUTINGDATA_FLAVOR is {unknown}; it must be mariadb or mysql."),
    };
}
