namespace RoutingData.Rules;

/// <summary>What query rules look at.</summary>
/// <param name="Text">The statement as the application wrote it.</param>
/// <param name="Username">The session's user.</param>
/// <param name="Schema">The session's schema; null when it has none.</param>
internal readonly record struct RuleInput(string Text, string? Username = null, string? Schema = null);
