using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Testing;
using RoutingData.Testing.Simulation;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>All that a run is made of, from its seed.</summary>
internal sealed class RunPlan
{
    private RunPlan(int seed)
    {
        var random = new Random(seed);
        Seed = seed;
        Cluster = new SimulatedClusterOptions
        {
            Seed = random.Next(),
            Version = random.Next(2) == 0 ? "10.11.9-MariaDB" : "9.4.0",
            ReplicationDelay = TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.Next(500) : 0),
            RowsPerPacket = LongResult.RowsPerPacket,
            RowsMayComeLater = true,
        };
        HasHabitsOfMySqlConnector = random.Next(2) == 0;
        Faults = FaultSchedule.Random(random.Next(), ["db001", "db002", "db003"], TimeSpan.FromMilliseconds(1500));
        Sessions = [.. Enumerable.Range(1, random.Next(2, 5)).Select(_ => random.Next())];
        RouterSeed = random.Next();
        WriterWaitTimeoutMs = random.Next(3) == 0 ? random.Next(100, 1000) : 3000;
        WriterIsAlsoReader = random.Next(4) != 0;
        ReadOnlyIntervalMs = random.Next(2) == 0 ? 1500 : random.Next(800, 1500);
        HasSocketCut = random.Next(4) != 0;
    }

    public int Seed { get; }

    public SimulatedClusterOptions Cluster { get; }

    /// <summary>Whether the router takes the driver for MySqlConnector: Dispose ends what waits on a connection, and a connection tells its
    /// id.</summary>
    public bool HasHabitsOfMySqlConnector { get; }

    /// <summary>Whether the driver's socket is found.</summary>
    public bool HasSocketCut { get; }

    public FaultSchedule Faults { get; }

    /// <summary>A seed for each session.</summary>
    public IReadOnlyList<int> Sessions { get; }

    public int RouterSeed { get; }

    public int WriterWaitTimeoutMs { get; }

    public bool WriterIsAlsoReader { get; }

    public int ReadOnlyIntervalMs { get; }

    /// <summary>Seconds a statement may take: so many that it is the router, not the driver, that ends what hangs.</summary>
    public static int CommandTimeout => 30;

    /// <summary>Seconds Open waits for a server that answers.</summary>
    public static int OpenTimeout => 3;

    /// <summary>Connections of one pool: as many as there can be sessions.</summary>
    public static int PoolSize => 4;

    public static RunPlan Of(int seed) => new(seed);

    public RoutingOptions Router(SimulatedCluster cluster) => new RoutingOptions
    {
        ConnectionString = $"{cluster.ConnectionString};Connection Timeout={OpenTimeout};" +
            $"Default Command Timeout={CommandTimeout};Maximum Pool Size={PoolSize}",
        Monitor = new MonitorOptions
        {
            Username = "monitor", WriterIsAlsoReader = WriterIsAlsoReader, ReadOnlyIntervalMs = ReadOnlyIntervalMs,
        },
        Failover = new FailoverOptions { WriterWaitTimeoutMs = WriterWaitTimeoutMs },
    }.UseDriver(Driver(cluster.Factory));

    public override string ToString() =>
        $"seed {Seed}: {Cluster.Version}, {Sessions.Count} sessions, waits {WriterWaitTimeoutMs} ms, probes every {ReadOnlyIntervalMs} ms" +
        $"{(WriterIsAlsoReader ? "" : ", the writer is no reader")}{(HasHabitsOfMySqlConnector ? ", habits of MySqlConnector" : "")}{(HasSocketCut ? "" : ", no socket to be found")}" +
        $"{(Cluster.ReplicationDelay > TimeSpan.Zero ? $", replicas {Cluster.ReplicationDelay.TotalMilliseconds:0} ms behind" : "")}\n{Faults}";

    private MySqlDriver Driver(DbProviderFactory simulated)
    {
        var socketCut = HasSocketCut ? new SimulatedSocketCut() : null;
        return new MySqlDriver(simulated, HasHabitsOfMySqlConnector ? DriverKind.MySqlConnector : DriverKind.Other, socketCut);
    }
}
