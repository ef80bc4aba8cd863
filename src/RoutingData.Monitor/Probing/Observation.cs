namespace RoutingData.Monitor.Probing;

/// <summary>The result of one probe, with what the topology was when the probe set out: only a probe begun later can confirm what was seen since.</summary>
/// <param name="Server">The server probed.</param>
/// <param name="BegunAtStep">The <see cref="Topology.Step"/> when the probe was sent.</param>
/// <param name="Result">What came back.</param>
internal readonly record struct Observation(ServerAddress Server, long BegunAtStep, ProbeResult Result);
