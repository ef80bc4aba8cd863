namespace RoutingData;

/// <summary>One probe of a server.</summary>
/// <param name="At">When its answer came, or was given up.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="ReadOnly">What the server says of itself; null without an answer.</param>
/// <param name="LagSeconds">Seconds behind its source; null when that is not known, or it has none.</param>
public readonly record struct ProbeRecord(DateTimeOffset At, TimeSpan Took, ProbeOutcome Outcome, bool? ReadOnly, long? LagSeconds);
