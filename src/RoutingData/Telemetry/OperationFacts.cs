using RoutingData.Monitor;

namespace RoutingData.Telemetry;

/// <summary>What is known of an execution beside its route.</summary>
/// <param name="Database">The session's database; empty for none.</param>
/// <param name="Topology">Tells which family a server belongs to.</param>
/// <param name="Statements">How many commands a batch holds; 1 for a command.</param>
/// <param name="WithText">Whether its digest text may be told.</param>
internal readonly record struct OperationFacts(string Database, TopologySnapshot Topology, int Statements, bool WithText);
