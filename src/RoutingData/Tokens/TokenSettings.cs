namespace RoutingData.Tokens;

/// <summary>What the options in force say of tokens.</summary>
/// <param name="Fleet">What the fleet is called in them; null where it goes by its writers' addresses.</param>
/// <param name="WaitTimeout">How long one waits for a writer.</param>
/// <param name="Hostgroup">The writer's hostgroup.</param>
internal readonly record struct TokenSettings(string? Fleet, TimeSpan WaitTimeout, int Hostgroup);
