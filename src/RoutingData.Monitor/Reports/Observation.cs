namespace RoutingData.Monitor.Reports;

/// <summary>
/// The result of one probe. Both marks come from the monitor's one counter, so that they order what happened without a clock: only a
/// probe begun after something was seen can confirm it.
/// </summary>
/// <param name="Server">The server probed.</param>
/// <param name="BegunAt">The mark when the probe set out.</param>
/// <param name="At">The mark when it came back.</param>
/// <param name="Result">What it brought.</param>
internal readonly record struct Observation(ServerAddress Server, long BegunAt, long At, ProbeResult Result);
