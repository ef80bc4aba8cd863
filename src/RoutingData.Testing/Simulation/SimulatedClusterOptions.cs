namespace RoutingData.Testing;

/// <summary>What a <see cref="SimulatedCluster"/> is made of. The defaults give one writer and two replicas of MariaDB.</summary>
public sealed class SimulatedClusterOptions
{
    /// <summary>Number of replicas beside the writer; 2 by default.</summary>
    public int Replicas { get; init; } = 2;

    /// <summary>How the servers belong together: one writer and replicas by default. <see cref="ClusterFleet.GroupReplication"/> wants a
    /// <see cref="Version"/> of MySQL; there is no <see cref="ClusterFleet.Galera"/>.</summary>
    public ClusterFleet Fleet { get; init; }

    /// <summary>The version the servers say they have; one with <c>MariaDB</c> in it makes them speak as MariaDB does, any other as MySQL.
    /// The default is 10.11.9-MariaDB.</summary>
    public string Version { get; init; } = "10.11.9-MariaDB";

    /// <summary>The name of the database statements run in; testdb by default.</summary>
    public string Database { get; init; } = "testdb";

    /// <summary>What chance begins with: the same seed gives the same latencies. 1 by default.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The least time a message takes from client to server, from server to client, or between servers; 0.1 ms by default.</summary>
    public TimeSpan MinLatency { get; init; } = TimeSpan.FromMicroseconds(100);

    /// <summary>The most time a message takes; each takes its own. 1 ms by default.</summary>
    public TimeSpan MaxLatency { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>How long a replica waits with what it has received before it applies it; zero by default.</summary>
    public TimeSpan ReplicationDelay { get; init; }

    /// <summary>Whether transactions get GTIDs; true by default. Without, MySQL says <c>gtid_mode=OFF</c>, and MariaDB has no binary log as far as it
    /// tells.</summary>
    public bool NumbersTransactions { get; init; } = true;

    /// <summary>How many connections each server accepts (<c>max_connections</c>); 151 by default, as on a real one.</summary>
    public int MaxConnections { get; init; } = 151;

    /// <summary>How many rows of a result come over the network at once; a reader waits for more as it reads. 1000 by default.</summary>
    public int RowsPerPacket { get; init; } = 1000;

    /// <summary>Whether, by chance, the first rows come a moment after the answer that announces them.</summary>
    internal bool RowsMayComeLater { get; init; }
}
