using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>A committed transaction in the logs of the servers that have it: one object, wherever it was replicated to.</summary>
/// <param name="Origin">The server that committed it first.</param>
/// <param name="Sequence">Its number, as in the server's GTIDs.</param>
/// <param name="Changes">What it changed.</param>
internal sealed record LoggedTransaction(SimulatedServer Origin, long Sequence, ImmutableArray<Change> Changes);
