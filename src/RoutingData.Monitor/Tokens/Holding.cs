namespace RoutingData.Monitor.Tokens;

/// <summary>Whether a server has what a mark speaks of.</summary>
internal enum Holding
{
    /// <summary>The server has all of it.</summary>
    Has,

    /// <summary>The server lacks some of it, for certain.</summary>
    Lacks,

    /// <summary>What the server reports does not show it.</summary>
    Unknown,
}
