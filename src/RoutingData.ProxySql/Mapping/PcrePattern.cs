using System.Text;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Mapping;

/// <summary>ProxySQL's regular expressions are PCRE's; where .NET writes the same thing otherwise, they are rewritten.</summary>
internal static class PcrePattern
{
    private const string Backspace =
        "The pattern has a backspace in it: in a file's string \\b is one. Write \\\\b there for the border of a word.";

    private static readonly (string Posix, string DotNet)[] Classes =
    [
        ("[:alpha:]", "a-zA-Z"), ("[:digit:]", "0-9"), ("[:alnum:]", "a-zA-Z0-9"), ("[:upper:]", "A-Z"), ("[:lower:]", "a-z"),
        ("[:space:]", @"\s"), ("[:blank:]", @" \t"), ("[:word:]", @"\w"), ("[:xdigit:]", "0-9a-fA-F"), ("[:punct:]", @"!-/:-@\[-`{-~"),
        ("[:cntrl:]", @"\x00-\x1F\x7F"), ("[:print:]", @"\x20-\x7E"), ("[:graph:]", @"\x21-\x7E"),
    ];

    public static string ToDotNet(string pattern, TableRow rule, string column, MappingTarget target)
    {
        if (pattern.Contains('\b', StringComparison.Ordinal))
            target.Warn(ProxySqlWarningKind.Adjusted, $"{rule.Table.Name}.{column}", Backspace, rule.Position);
        if (!pattern.Contains("[:", StringComparison.Ordinal)) return pattern;

        var text = new StringBuilder(pattern);
        foreach (var (posix, dotNet) in Classes) text.Replace(posix, dotNet);
        return text.ToString();
    }
}
