namespace RoutingData.Monitor.Reports;

/// <summary>What one probe of one server brought: a <see cref="ServerReport"/> or a <see cref="ProbeFailure"/>.</summary>
internal abstract record ProbeResult;
