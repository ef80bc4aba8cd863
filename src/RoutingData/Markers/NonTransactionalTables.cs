using System.Collections.Frozen;

namespace RoutingData.Markers;

/// <summary>Finds the names behind which a write may reach a table without transactions: what it does there no ROLLBACK undoes.</summary>
internal static class NonTransactionalTables
{
    /// <summary>Asks for them.</summary>
    public const string Query =
        "SELECT table_name FROM information_schema.tables WHERE table_type NOT LIKE '%VIEW' AND table_type<>'SEQUENCE' AND engine NOT IN " +
        "('InnoDB','ROCKSDB','ndbcluster') AND table_schema NOT IN ('mysql','sys','information_schema','performance_schema')";

    /// <summary>Asks for what may write to them: tables with their triggers, and views.</summary>
    public const string QueryOfCode =
        "SELECT event_object_table,action_statement FROM information_schema.triggers UNION ALL " +
        "SELECT table_name,view_definition FROM information_schema.views WHERE table_schema NOT IN " +
        "('mysql','sys','information_schema','performance_schema')";

    /// <summary>Adds to the tables those whose triggers, and the views, whose texts name one of them.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="code">Names, each with the text behind it.</param>
    public static FrozenSet<string> Reach(IEnumerable<string> tables, IReadOnlyCollection<(string Name, string Text)> code)
    {
        var names = tables.ToHashSet(StringComparer.OrdinalIgnoreCase);
        int before;
        do
        {
            before = names.Count;
            foreach (var (name, text) in code)
            {
                if (names.Any(known => text.Contains(known, StringComparison.OrdinalIgnoreCase))) names.Add(name);
            }
        }
        while (names.Count > before);
        return names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
