namespace RoutingData.Dashboard.Facts;

/// <summary>What a server was from a time on.</summary>
/// <param name="Since">The time.</param>
/// <param name="State">One of <see cref="ServerStates"/>.</param>
internal readonly record struct RoleSpan(DateTimeOffset Since, string State);
