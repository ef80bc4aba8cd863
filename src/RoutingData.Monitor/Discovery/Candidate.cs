namespace RoutingData.Monitor.Discovery;

/// <summary>A server that was named and may be connected to. It is in force nowhere.</summary>
/// <param name="Address">Where it is said to listen.</param>
/// <param name="Pair">The pair it is said to be of, by its index.</param>
/// <param name="Identity">Who it is said to be; null where that was not said.</param>
/// <param name="By">Who named it, and how.</param>
internal sealed record Candidate(ServerAddress Address, int Pair, string? Identity, string By);
