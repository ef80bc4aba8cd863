namespace RoutingData.Bench.Replay.Running;

/// <summary>What a replay came to.</summary>
/// <param name="Statements">Statements that were sent.</param>
/// <param name="OnReader">Those of them that the router sent to the reader.</param>
/// <param name="Differences">Those that were answered otherwise.</param>
internal sealed record ReplayTotals(int Statements, int OnReader, IReadOnlyList<ReplayDifference> Differences)
{
    public static ReplayTotals Nothing { get; } = new(0, 0, []);

    public static ReplayTotals operator +(ReplayTotals left, ReplayTotals right) => new(
        left.Statements + right.Statements, left.OnReader + right.OnReader, [.. left.Differences, .. right.Differences]);
}
