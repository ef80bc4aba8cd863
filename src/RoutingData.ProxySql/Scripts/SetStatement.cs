using System.Text.RegularExpressions;

namespace RoutingData.ProxySql.Scripts;

/// <summary>A SET of one variable.</summary>
/// <param name="Name">The variable, with its prefix.</param>
/// <param name="Value">What it is set to.</param>
internal sealed partial record SetStatement(string Name, string Value)
{
    /// <summary>Reads a statement; <see langword="null"/> when it sets no variable of ProxySQL's.</summary>
    /// <exception cref="ProxySqlFormatException">It sets one in a way that is not understood.</exception>
    public static SetStatement? Of(AdminStatement statement)
    {
        var match = Pattern().Match(statement.Text);
        if (!match.Success && statement.Words.Skip(1).Take(2).Any(IsVariable))
            throw new ProxySqlFormatException(statement.Position, "One variable is set to one value: SET mysql-max_connections = 100, with text in quotes.");
        if (!match.Success) return null;

        var value = match.Groups["value"].Value;
        if (value is ['\'', .., '\''] or ['"', .., '"'])
            value = value[1..^1].Replace(new string(value[0], 2), value[..1], StringComparison.Ordinal);
        return new SetStatement(match.Groups["name"].Value, value);
    }

    private static bool IsVariable(string word) =>
        word.TrimStart('`', '\'', '"') is var name && (name.StartsWith("MYSQL-", StringComparison.Ordinal) || name.StartsWith("ADMIN-", StringComparison.Ordinal));

    [GeneratedRegex(
        @"^SET\s+(GLOBAL\s+)?[`'""]?(?<name>(mysql|admin)-\w+)[`'""]?\s*=\s*(?<value>'([^']|'')*'|""([^""]|"""")*""|[^\s'""]+)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
