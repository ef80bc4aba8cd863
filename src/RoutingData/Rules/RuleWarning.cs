namespace RoutingData.Rules;

/// <summary>A property of a valid rule that is hardly meant: worth a line in the log when rules are loaded.</summary>
/// <param name="RuleId">The rule that should change.</param>
/// <param name="Message">What it does, and what to write instead.</param>
internal sealed record RuleWarning(int RuleId, string Message);
