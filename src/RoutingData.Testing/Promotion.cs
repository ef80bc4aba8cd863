namespace RoutingData.Testing;

/// <summary>A change of writer that has happened. Both instants were taken right before <c>SET GLOBAL read_only = 0</c> was sent.</summary>
/// <param name="Writer">The server that is the writer now.</param>
/// <param name="WritableAt">When it became writable, by the wall clock.</param>
/// <param name="WritableTimestamp">The same instant as <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/> gives it.</param>
public sealed record Promotion(LocalServer Writer, DateTimeOffset WritableAt, long WritableTimestamp);
