using RoutingData.Tokens;

namespace RoutingData;

/// <summary>What few connections have: each of them keeps one reference for all of it.</summary>
internal sealed class SeldomState
{
    /// <summary>The loss of the transaction over which the connection was closed before its end; reported once.</summary>
    public RoutingDbException? LostWork { get; set; }

    /// <summary>The registry that its connection string is looked up in; null for the process's own.</summary>
    public DataSourceRegistry? Registry { get; init; }

    /// <summary>The tokens that it was given.</summary>
    public SessionTokens? Tokens { get; set; }
}
