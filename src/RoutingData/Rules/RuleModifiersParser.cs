namespace RoutingData.Rules;

/// <summary>Reads <c>re_modifiers</c>: <c>CASELESS</c>, <c>GLOBAL</c>, both with a comma between them, or nothing.</summary>
internal static class RuleModifiersParser
{
    public static bool TryParse(string? text, out RuleModifiers modifiers)
    {
        modifiers = RuleModifiers.None;
        foreach (var word in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Equals("CASELESS", StringComparison.OrdinalIgnoreCase)) modifiers |= RuleModifiers.Caseless;
            else if (word.Equals("GLOBAL", StringComparison.OrdinalIgnoreCase)) modifiers |= RuleModifiers.Global;
            else return false;
        }

        return true;
    }
}
