using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Monitor.Topology;
using RoutingData.Routing;
using RoutingData.Testing;
using RoutingData.Testing.Simulation;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>All that a run is made of, from its seed.</summary>
internal sealed class RunPlan
{
    private const string MonitorUser = "monitor";

    private static readonly TimeSpan Span = TimeSpan.FromMilliseconds(1500);

    private RunPlan(int seed, Families families)
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
        var faultSeed = random.Next();
        Sessions = [.. Enumerable.Range(1, random.Next(2, 5)).Select(_ => random.Next())];
        RouterSeed = random.Next();
        WriterWaitTimeoutMs = random.Next(3) == 0 ? random.Next(100, 1000) : 3000;
        WriterIsAlsoReader = random.Next(4) != 0;
        ReadOnlyIntervalMs = random.Next(2) == 0 ? 1500 : random.Next(800, 1500);
        HasSocketCut = random.Next(4) != 0;
        Faults = FaultSchedule.Random(faultSeed, Servers, Span);
        if (families == Families.Of("servers")) return;
        if (families.Groups)
        {
            random = new Random(~seed);
            Group = GroupPlan.Random(random);
            Cluster = Group.Cluster(Cluster);
            Faults = new GroupTroubleMaker(random, Group.Servers).Make(GroupPlan.Span);
            WriterWaitTimeoutMs = random.Next(3) == 0 ? random.Next(100, 3000) : 10_000;
            WriterIsAlsoReader |= Group.MaxReplicationLag > 0;
            Reloads = Group.Reloads;
            return;
        }

        // A generator of its own, so that what was found without these troubles is found by the same seed with them.
        random = new Random(~seed);
        ConnectIntervalMs = random.Next(2) == 0 ? 120_000 : random.Next(400, 2000);
        FenceSeed = random.Next();
        HasNight = random.Next(40) == 0;
        if (random.Next(2) == 0)
        {
            var kinds = (SimulatedTroubles)random.Next((int)SimulatedTroubles.All + 1) & families.Troubles;
            Faults = FaultSchedule.Random(
                faultSeed, Servers, Span, random.Next(3) == 0 ? kinds & ~SimulatedTroubles.Servers : kinds | SimulatedTroubles.Servers,
                ["app", MonitorUser]);
        }

        HasCommittingWork = families.Statements && random.Next(2) == 0;
        if (families.Statements && random.Next(3) == 0) Faults = WithLocks(Faults, random);
        if (families.Reloads && random.Next(4) == 0)
        {
            Fence = random.Next(3);
            Reloads = PlannedReload.Random(random, Fence);
        }

        if (families.Aliases && random.Next(8) == 0)
        {
            Alias = Alias.Random(random);
            Faults = Alias.In(Faults, random);
        }

        HasQuickReads = families.Readers && random.Next(4) != 0;
    }

    public int Seed { get; }

    public SimulatedClusterOptions Cluster { get; }

    /// <summary>Whether the router takes the driver for MySqlConnector: its connection strings get keywords of that driver.</summary>
    public bool HasHabitsOfMySqlConnector { get; }

    /// <summary>Whether the driver's socket is found.</summary>
    public bool HasSocketCut { get; }

    public FaultSchedule Faults { get; }

    /// <summary>A second name for some of the servers.</summary>
    public Alias? Alias { get; }

    /// <summary>What is different where the servers are a replication group; null where they are none.</summary>
    public GroupPlan? Group { get; }

    /// <summary>The number of the fence that the router begins with; 0 for none.</summary>
    public int Fence { get; }

    public int FenceSeed { get; }

    public IReadOnlyList<PlannedReload> Reloads { get; } = [];

    public int ConnectIntervalMs { get; } = 120_000;

    /// <summary>Whether there is no writer for long before all is repaired.</summary>
    public bool HasNight { get; }

    /// <summary>Whether sessions run what commits before they say so.</summary>
    public bool HasCommittingWork { get; }

    /// <summary>Whether readers are chosen by their latency, and reads are sent to a second one after a millisecond.</summary>
    public bool HasQuickReads { get; }

    /// <summary>The servers' own names.</summary>
    public static IReadOnlyList<string> Servers { get; } = ["db001", "db002", "db003"];

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

    public static RunPlan Of(int seed) => new(seed, Families.Enabled);

    /// <summary>The router's options.</summary>
    /// <param name="cluster">The fleet.</param>
    /// <param name="fence">Their fence.</param>
    /// <param name="without">A server that is left out.</param>
    /// <param name="asksForGroup">Whether they ask for the servers' replication group; null when the plan says that.</param>
    public RoutingOptions Router(
        SimulatedCluster cluster, Func<PromotionNotice, CancellationToken, Task>? fence = null, string? without = null, bool? asksForGroup = null)
    {
        var names = cluster.Servers.Select(server => server.Name).Where(server => server != without).Concat(Alias is null ? [] : [Alias.Name]);
        var options = new RoutingOptions
        {
            ConnectionString = $"Server={string.Join(',', names)};User ID=app;Database={Cluster.Database};Connection Timeout={OpenTimeout};" +
                $"Default Command Timeout={CommandTimeout};Maximum Pool Size={PoolSize}",
            Monitor = new MonitorOptions
            {
                Username = MonitorUser, WriterIsAlsoReader = WriterIsAlsoReader, ReadOnlyIntervalMs = ReadOnlyIntervalMs,
                ConnectIntervalMs = ConnectIntervalMs,
            },
            Failover = new FailoverOptions { WriterWaitTimeoutMs = WriterWaitTimeoutMs },
            // The simulated servers have none: half of the schedules only ask.
            LearnViewsAndTriggers = Seed % 2 != 0,
        }.UseDriver(Driver(cluster.Factory));
        Group?.ApplyTo(options, asksForGroup ?? Group.AsksForGroup);
        if (HasQuickReads)
        {
            options.Pool.ReaderSelection = ReaderSelectionPolicies.Latency;
            (options.Hedging.AfterMs, options.Hedging.MaxPercent) = (1, 100);
            (options.Outliers.ErrorPercent, options.Outliers.LatencyFactor, options.Outliers.AsideMs) = (10, 3, 200);
        }

        return fence is null ? options : options.UsePromotionFence(fence);
    }

    public override string ToString() =>
        $"seed {Seed}: {Cluster.Version}, {Sessions.Count} sessions, waits {WriterWaitTimeoutMs} ms, probes every {ReadOnlyIntervalMs} ms" +
        $"{(WriterIsAlsoReader ? "" : ", the writer is no reader")}{(HasHabitsOfMySqlConnector ? ", habits of MySqlConnector" : "")}{(HasSocketCut ? "" : ", no socket to be found")}" +
        $"{(HasQuickReads ? ", quick reads" : "")}" +
        $"{(Cluster.ReplicationDelay > TimeSpan.Zero ? $", replicas {Cluster.ReplicationDelay.TotalMilliseconds:0} ms behind" : "")}" +
        $"{(Alias is null ? "" : $", {Alias}")}{(Fence == 0 ? "" : $", fence {Fence}")}{Group}\n{string.Join('\n', [Faults.ToString(), .. Reloads])}";

    private MySqlDriver Driver(DbProviderFactory simulated)
    {
        var socketCut = HasSocketCut ? simulated as ISocketCut : null;
        return new MySqlDriver(simulated, HasHabitsOfMySqlConnector ? DriverKind.MySqlConnector : DriverKind.Other, socketCut);
    }

    private static FaultSchedule WithLocks(FaultSchedule schedule, Random random)
    {
        var locks = Enumerable.Range(0, random.Next(1, 6)).Select(_ => new SimulatedFault(
            TimeSpan.FromMilliseconds(random.Next((int)Span.TotalMilliseconds)),
            random.Next(2) == 0 ? SimulatedFaultKind.TimeOutNextLock : SimulatedFaultKind.DeadlockNextWrite, Servers[random.Next(2)]));
        return new FaultSchedule([.. schedule.Faults.Concat(locks).OrderBy(fault => fault.At)]);
    }
}
