using System.Collections.Immutable;
using RoutingData.Monitor.Reports;

namespace RoutingData.Monitor.Discovery;

/// <summary>What was said of the servers of one pair in one round of questions.</summary>
/// <param name="Pair">The pair, by its index.</param>
/// <param name="IsWhole">Whether all that were asked have answered: only then does it say anything that a server was not named.</param>
/// <param name="Servers">The servers that were named.</param>
internal sealed record PairWord(int Pair, bool IsWhole, ImmutableArray<NamedServer> Servers);
