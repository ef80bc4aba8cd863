using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>What is different in a run whose servers are a replication group.</summary>
/// <param name="Size">How many they are.</param>
/// <param name="AsksForGroup">Whether the router begins with options that ask for it.</param>
/// <param name="MaxReplicationLag">Seconds; 0 for no limit.</param>
/// <param name="Reloads">Options that come later.</param>
internal sealed record GroupPlan(int Size, bool AsksForGroup, int MaxReplicationLag, IReadOnlyList<PlannedReload> Reloads)
{
    /// <summary>How many times as long sessions are at work: a group takes six seconds to expel a member.</summary>
    public const int Length = 4;

    /// <summary>When the last trouble begins at the latest.</summary>
    public static TimeSpan Span { get; } = TimeSpan.FromSeconds(6);

    /// <summary>How long a COMMIT waits for a majority that does not come.</summary>
    public static TimeSpan UntilCommitFails { get; } = TimeSpan.FromSeconds(14);

    /// <summary>The servers' names.</summary>
    public IReadOnlyList<string> Servers { get; } = [.. Enumerable.Range(1, Size).Select(id => $"db00{id}")];

    public static GroupPlan Random(Random random)
    {
        var size = random.Next(3) == 0 ? 5 : 3;
        var reloads = new List<PlannedReload>();
        var asksFirst = true;
        if (random.Next(3) == 0)
        {
            var asks = asksFirst = random.Next(2) == 0;
            var at = TimeSpan.Zero;
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                at += TimeSpan.FromMilliseconds(random.Next(4000));
                reloads.Add(new PlannedReload(at, Fence: 0, Without: null) { AsksForGroup = asks = !asks });
            }
        }

        return new GroupPlan(size, asksFirst, random.Next(3) == 0 ? 5 : 0, reloads);
    }

    public static string CheckType(bool asksForGroup) => asksForGroup ? "group_replication" : "read_only";

    public SimulatedClusterOptions Cluster(SimulatedClusterOptions options) => new()
    {
        Fleet = ClusterFleet.GroupReplication,
        Version = "9.7.0",
        Replicas = Size - 1,
        Seed = options.Seed,
        RowsPerPacket = options.RowsPerPacket,
        RowsMayComeLater = options.RowsMayComeLater,
    };

    public void ApplyTo(RoutingOptions options, bool asksForGroup)
    {
        options.ReplicationHostgroups = [new ReplicationHostgroupOptions { CheckType = CheckType(asksForGroup) }];
        if (MaxReplicationLag > 0) options.ConnectionString += $";Max Replication Lag={MaxReplicationLag}";
    }

    public override string ToString() =>
        $", a group of {Size}, {CheckType(AsksForGroup)}{(MaxReplicationLag > 0 ? $", at most {MaxReplicationLag} s late" : "")}";
}
