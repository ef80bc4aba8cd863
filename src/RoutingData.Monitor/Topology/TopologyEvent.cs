namespace RoutingData.Monitor;

/// <summary>A change in the topology, as reported to <see cref="TopologyMonitor.Changed"/> and to the log.</summary>
/// <param name="Kind">What changed.</param>
/// <param name="Server">The server it is about.</param>
/// <param name="Hostgroup">The writer hostgroup of the pair concerned; null when it is about the server alone.</param>
/// <param name="Epoch">The epoch that holds the change.</param>
/// <param name="Reason">A sentence that says why.</param>
public sealed record TopologyEvent(TopologyEventKind Kind, ServerAddress Server, int? Hostgroup, long Epoch, string Reason);
