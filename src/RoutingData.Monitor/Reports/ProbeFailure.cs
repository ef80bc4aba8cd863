namespace RoutingData.Monitor.Reports;

/// <summary>A probe that brought no answer.</summary>
/// <param name="Kind">How it failed.</param>
/// <param name="Error">What the driver threw; for a deadline, a <see cref="TimeoutException"/> of ours.</param>
internal sealed record ProbeFailure(ProbeFailureKind Kind, Exception Error) : ProbeResult;
