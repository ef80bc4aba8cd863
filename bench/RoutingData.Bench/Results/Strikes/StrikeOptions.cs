using RoutingData.Monitor;

namespace RoutingData.Bench.Results.Strikes;

/// <summary>What is run.</summary>
/// <param name="Strikes">One after another.</param>
/// <param name="Flavors">The servers, one after another.</param>
/// <param name="Tls">Without TLS, with it, or both.</param>
/// <param name="Times">How often each strike is done on each.</param>
/// <param name="Conditions">The same for all.</param>
/// <param name="Logs">Whether what the router logs is printed.</param>
internal sealed record StrikeOptions(
    IReadOnlyList<Strike> Strikes, IReadOnlyList<ServerFlavor> Flavors, IReadOnlyList<bool> Tls, int Times, StrikeConditions Conditions, bool Logs);
