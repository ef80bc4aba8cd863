using System.Text.RegularExpressions;
using RoutingData.ProxySql.Scripts;

namespace RoutingData.ProxySql.Admin;

/// <summary>A SELECT of the configuration as a file.</summary>
/// <param name="Path">Where it goes; <see langword="null"/> for the result.</param>
internal sealed partial record ConfigOutput(string? Path)
{
    /// <summary>Reads a statement; <see langword="null"/> when it selects something else.</summary>
    public static ConfigOutput? Of(AdminStatement statement)
    {
        if (statement.Words is ["SELECT", "CONFIG", "FILE"]) return new ConfigOutput((string?)null);
        var match = Pattern().Match(statement.Text);
        return match.Success ? new ConfigOutput(match.Groups["path"].Value.Trim('\'', '"')) : null;
    }

    [GeneratedRegex(@"^SELECT\s+CONFIG\s+INTO\s+OUTFILE\s+(?<path>\S.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
