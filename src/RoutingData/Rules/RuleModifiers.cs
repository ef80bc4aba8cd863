namespace RoutingData.Rules;

/// <summary>How a rule's expressions are applied (<c>re_modifiers</c>).</summary>
[Flags]
internal enum RuleModifiers
{
    None = 0,
    Caseless = 1,
    Global = 2,
}
