namespace RoutingData;

/// <summary>What the connections of the application are at now.</summary>
/// <param name="Open">How many are open.</param>
/// <param name="Waiting">Statements of theirs that wait for a server: there is no writer, or no place.</param>
public sealed record SessionStatistics(int Open, int Waiting);
