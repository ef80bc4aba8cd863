namespace RoutingData.SimulationTests.Schedules;

/// <summary>Options that are put in force in the midst of a run.</summary>
/// <param name="At">When.</param>
/// <param name="Fence">The fence they have; 0 for none.</param>
/// <param name="Without">The server that is not among theirs; null when all are.</param>
internal sealed record PlannedReload(TimeSpan At, int Fence, string? Without)
{
    /// <summary>Whether they ask for the servers' replication group; null where they are in none.</summary>
    public bool? AsksForGroup { get; init; }

    /// <summary>Some in a row: fences come, go and are replaced, a server goes and comes back.</summary>
    public static IReadOnlyList<PlannedReload> Random(Random random, int fence)
    {
        var reloads = new List<PlannedReload>();
        var at = TimeSpan.Zero;
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            at += TimeSpan.FromMilliseconds(random.Next(1000));
            fence = random.Next(3) switch { 0 => fence, 1 => 0, _ => random.Next(1, 4) };
            reloads.Add(new PlannedReload(at, fence, random.Next(3) == 0 ? $"db00{random.Next(1, 4)}" : null));
        }

        // In the end all servers are there.
        return [.. reloads, new PlannedReload(at + TimeSpan.FromMilliseconds(random.Next(1000)), fence, null)];
    }

    public override string ToString() => FormattableString.Invariant(
        $"{At.TotalSeconds:0.000} s Reload with {(Fence == 0 ? "no fence" : $"fence {Fence}")}{(Without is null ? "" : $", without {Without}")}{(AsksForGroup is { } asks ? $", {GroupPlan.CheckType(asks)}" : "")}");
}
