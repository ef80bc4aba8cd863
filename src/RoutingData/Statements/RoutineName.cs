namespace RoutingData.Statements;

/// <summary>A procedure, function or prepared statement that a text names.</summary>
/// <param name="Schema">The schema in front of the name; null for the session's own.</param>
/// <param name="Name">The name, without quotes.</param>
internal readonly record struct RoutineName(string? Schema, string Name);
