using System.Collections.Frozen;

namespace RoutingData.Statements;

/// <summary>System variables that are more than a setting, and what using a variable means.</summary>
internal static class Variables
{
    private static readonly FrozenDictionary<string, VariableKind> KnownKinds = Build();

    private static readonly FrozenDictionary<string, VariableKind>.AlternateLookup<ReadOnlySpan<char>> Known =
        KnownKinds.GetAlternateLookup<ReadOnlySpan<char>>();

    public static VariableKind KindOf(ReadOnlySpan<char> name) => Known.TryGetValue(name, out var kind) ? kind : VariableKind.Plain;

    /// <summary>Whether a name after @@ is a scope: the variable's own name then follows a dot.</summary>
    public static bool IsScope(in StatementScan scan, scoped ReadOnlySpan<char> name)
    {
        scan.Options.Vocabulary.Find(name, out var keyword, out _);
        return keyword is Keyword.Session or Keyword.Local or Keyword.Global or Keyword.Persist or Keyword.PersistOnly;
    }

    /// <summary>The variables of which each connection, or each server, has its own.</summary>
    public static IEnumerable<string> OfOneConnection => KnownKinds.Where(known => known.Value is
        VariableKind.OfTheConnection or VariableKind.OfThePreviousStatement or VariableKind.OfOneServer)
        .Select(known => known.Key);

    public static void InspectSystemVariable(ref StatementScan scan, ReadOnlySpan<char> name)
    {
        switch (KindOf(Names.Unquote(name)))
        {
            case VariableKind.OfTheConnection:
                scan.Verdict.AsksLastWrite("asks the connection that did the session's work (@@last_insert_id and the like)");
                break;
            case VariableKind.OfThePreviousStatement:
                scan.Verdict.FollowsPreviousStatement("asks about the statement before it (@@warning_count and the like)");
                break;
            case VariableKind.OfOneServer:
                scan.Verdict.Writes("asks for one server's place in replication");
                break;
        }
    }

    /// <summary>Inspects a variable: a bound @name is a value. An unbound one lives on a connection, and INTO assigns it.</summary>
    public static void InspectUserVariable(ref StatementScan scan)
    {
        if (scan.SawInto)
            scan.Verdict.Adds(StatementEffects.PinsUserVariable);
        if (!scan.IsParameter(scan.Current))
            scan.Verdict.UsesVariables("uses a user variable that is not bound as a parameter");
    }

    private static FrozenDictionary<string, VariableKind> Build()
    {
        var kinds = new Dictionary<string, VariableKind>(StringComparer.OrdinalIgnoreCase)
        {
            ["autocommit"] = VariableKind.Autocommit,
            ["sql_mode"] = VariableKind.SqlMode,
            ["character_set_client"] = VariableKind.ClientCharset,
            ["sql_auto_is_null"] = VariableKind.TiesReads,
            ["completion_type"] = VariableKind.Completion,
        };
        Add(VariableKind.TransactionCharacteristic, "transaction_isolation tx_isolation transaction_read_only tx_read_only");
        Add(VariableKind.OfTheConnection, "last_insert_id identity insert_id rand_seed1 rand_seed2 last_gtid in_transaction " +
            "pseudo_thread_id");

        // The last two are not variables but what SHOW STATUS has of the statement before.
        Add(VariableKind.OfThePreviousStatement, "warning_count error_count last_query_cost last_query_partial_plans");
        Add(VariableKind.OfOneServer, "gtid_executed gtid_purged gtid_owned gtid_binlog_pos gtid_binlog_state gtid_current_pos " +
            "gtid_slave_pos");

        // Binary log and replication: only the writer's log counts, and most need a privilege. timestamp: a moment, not a setting.
        // profiling, debug, pseudo_*: the connection's own notes.
        Add(VariableKind.Unrepeatable, "sql_log_bin sql_log_off binlog_format binlog_row_image binlog_rows_query_log_events " +
            "binlog_direct_non_transactional_updates binlog_skip_row_annotate_events gtid_next gtid_domain_id gtid_seq_no server_id " +
            "skip_replication wsrep_on wsrep_osu_method pseudo_slave_mode pseudo_replica_mode timestamp profiling " +
            "profiling_history_size debug debug_sync debug_dbug proxy_user external_user original_commit_timestamp " +
            "immediate_server_version original_server_version default_master_connection");
        return kinds.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(VariableKind kind, string names)
        {
            foreach (var name in names.Split(' '))
                kinds.Add(name, kind);
        }
    }
}
