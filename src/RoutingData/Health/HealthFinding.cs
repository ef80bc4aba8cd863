using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RoutingData.Health;

/// <summary>How a fleet is, and why.</summary>
/// <param name="Status">The worst of what is wrong.</param>
/// <param name="Reasons">Sentences, what is worse first; empty when nothing is wrong.</param>
/// <param name="Data">What is known of each pair and each server, for a person.</param>
internal sealed record HealthFinding(HealthStatus Status, ImmutableArray<string> Reasons, ImmutableSortedDictionary<string, object> Data);
