using RoutingData.Monitor;

namespace RoutingData.Bench.Results.Strikes;

/// <summary>What is run.</summary>
/// <param name="Strikes">One after another.</param>
/// <param name="Flavors">The servers, one after another.</param>
/// <param name="Tls">Without TLS, with it, or both.</param>
/// <param name="Times">How often each strike is done on each.</param>
/// <param name="Rows">In the table.</param>
/// <param name="CommandTimeout">The driver's default command timeout, seconds; 0 for none.</param>
/// <param name="Patience">How long after a strike a read may take before it counts as hanging.</param>
/// <param name="Logs">Whether what the router logs is printed.</param>
internal sealed record StrikeOptions(
    IReadOnlyList<Strike> Strikes, IReadOnlyList<ServerFlavor> Flavors, IReadOnlyList<bool> Tls, int Times, int Rows, int CommandTimeout,
    TimeSpan Patience, bool Logs);
