using RoutingData.Tokens;

namespace RoutingData;

/// <summary>What few connections have: each of them keeps one reference for all of it.</summary>
internal sealed class SeldomState
{
    /// <summary>The loss of the transaction over which the connection was closed before its end; told once.</summary>
    public RoutingDbException? LostWork { get; set; }

    /// <summary>The tokens that it was given.</summary>
    public SessionTokens? Tokens { get; set; }
}
