using System.Collections.Frozen;
using System.Text;

namespace RoutingData.Statements;

/// <summary>Functions of the schema sys that only work on their arguments. Its other functions look at one server, or set variables.</summary>
internal static class SystemFunctions
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = FrozenSet.ToFrozenSet(
        [
            "FORMAT_BYTES", "FORMAT_TIME", "LIST_ADD", "LIST_DROP", "QUOTE_IDENTIFIER", "EXTRACT_SCHEMA_FROM_FILE_NAME",
            "EXTRACT_TABLE_FROM_FILE_NAME", "VERSION_MAJOR", "VERSION_MINOR", "VERSION_PATCH",
        ],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(in StatementScan scan, in Token schema, in Token name) =>
        schema.IsName && Ascii.EqualsIgnoreCase(Names.Unquote(scan.TextOf(schema)), "sys") &&
        Known.Contains(Names.Unquote(scan.TextOf(name)));
}
