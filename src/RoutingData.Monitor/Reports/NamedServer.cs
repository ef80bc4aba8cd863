namespace RoutingData.Monitor.Reports;

/// <summary>A server as another one named it; no proof of anything.</summary>
/// <param name="Host">The host, as it was written.</param>
/// <param name="Port">The port; 0 for one that is as the configured servers'.</param>
/// <param name="Identity">The identity that the server at that address is to have; null where none was named.</param>
/// <param name="By">Who named it, and how.</param>
internal readonly record struct NamedServer(string Host, int Port, string? Identity, string By);
