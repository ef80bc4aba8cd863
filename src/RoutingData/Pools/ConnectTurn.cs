namespace RoutingData.Pools;

/// <summary>What a session holds while it connects; nothing where the driver's pool has an idle connection.</summary>
/// <param name="IsTaken">Whether it is one of so many that may connect at once.</param>
/// <param name="IsHeadOfLine">Whether it tries for all who wait for a full server.</param>
internal readonly record struct ConnectTurn(bool IsTaken, bool IsHeadOfLine);
