namespace RoutingData.Bench.Readers;

/// <summary>What is measured.</summary>
/// <param name="Troubles">What is the matter with one reader, one after another.</param>
/// <param name="Ways">How readers are chosen, side by side; the first is what the others are compared with.</param>
/// <param name="Workers">How many sessions at a time, each opened, used once and closed.</param>
/// <param name="Time">For each trouble and way.</param>
/// <param name="Slice">How long one way works before the next has its turn.</param>
internal sealed record ReadersOptions(string[] Troubles, string[] Ways, int Workers, TimeSpan Time, TimeSpan Slice)
{
    /// <summary>Turns of each way.</summary>
    public int Rounds => Math.Max(1, (int)(Time / Slice));
}
