using RoutingData.Monitor;
using RoutingData.Testing.Replication;

namespace RoutingData.Testing.Flavors;

/// <summary>All that MySQL and MariaDB do differently where a cluster is made of them.</summary>
internal interface IFlavor
{
    /// <summary>Which of the two it is.</summary>
    ServerFlavor Kind { get; }

    /// <summary>The options that keep a server small, which data folders are made with too.</summary>
    IReadOnlyList<string> Small { get; }

    /// <summary>Its statements for replication.</summary>
    IReplicationSql Replication { get; }

    /// <summary>Finds the server programs of this machine.</summary>
    /// <param name="folder">Where they are installed; null to look in the usual places.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <exception cref="LocalClusterException">There are none; the message says how to get them.</exception>
    Task<ServerInstallation> FindAsync(string? folder, CancellationToken cancellationToken);

    /// <summary>Returns the statements that make the users and the database in a new data folder.</summary>
    string BootstrapSql(LocalClusterOptions options);

    /// <summary>Makes a data folder with an empty GTID history, and runs the statements in it.</summary>
    /// <param name="installation">The server programs.</param>
    /// <param name="sql">The statements.</param>
    /// <param name="folder">The folder, which does not exist yet.</param>
    /// <param name="cancellationToken">Ends the program that does it.</param>
    Task MakeDataAsync(ServerInstallation installation, string sql, string folder, CancellationToken cancellationToken);

    /// <summary>Returns the options of every server of a cluster, <see cref="Small"/> among them.</summary>
    IEnumerable<string> ForServer(ServerAddress address, int serverId, string data, bool readOnly);

    /// <summary>Returns the options that make a commit on the writer wait until one replica has received it.</summary>
    IEnumerable<string> ForSemiSynchronous(bool readOnly);

    /// <summary>
    /// Replaces all that a crashed writer has by a copy of what the writer has, and ends it. False where that is not needed: a server
    /// that starts as a replica forgets by itself what no replica had received.
    /// </summary>
    Task<bool> CopyAsync(AdminConnection server, ServerAddress writer, CancellationToken cancellationToken);
}
