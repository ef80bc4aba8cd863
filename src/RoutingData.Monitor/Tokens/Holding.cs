namespace RoutingData.Monitor.Tokens;

/// <summary>Whether a server has what a mark speaks of.</summary>
internal enum Holding
{
    /// <summary>It has all of it.</summary>
    Has,

    /// <summary>It lacks some of it, for certain.</summary>
    Lacks,

    /// <summary>What it says of itself does not tell.</summary>
    Unknown,
}
