namespace RoutingData;

/// <summary>What the connections of the application are at now.</summary>
public sealed record SessionStatistics
{
    internal SessionStatistics(int open, int waiting) =>
        (Open, Waiting) = (open, waiting);

    /// <summary>How many are open.</summary>
    public int Open { get; }

    /// <summary>Statements of theirs that wait for a server: there is no writer, or no place.</summary>
    public int Waiting { get; }
}
