using System.Collections.Frozen;

namespace RoutingData.Bench.Replay.Scripts;

/// <summary>What only mysqltest understands, and what means nothing without what it fills in.</summary>
internal static class TestCommands
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = FrozenSet.ToFrozenSet(
        [
            "append_file", "assert", "cat_file", "change_user", "character_set", "chmod", "connect", "connection", "copy_file", "dec", "die",
            "diff_files", "dirty_close", "disable_abort_on_error", "disable_info", "disable_metadata", "disable_parsing", "disable_ps_protocol",
            "disable_query_log", "disable_reconnect", "disable_result_log", "disable_warnings", "disconnect", "echo", "enable_abort_on_error",
            "enable_info", "enable_metadata", "enable_parsing", "enable_ps_protocol", "enable_query_log", "enable_reconnect", "enable_result_log",
            "enable_warnings", "end", "error", "eval", "exec", "exit", "file_exists", "horizontal_results", "if", "inc", "let", "list_files",
            "mkdir", "move_file", "output", "perl", "ping", "query", "query_vertical", "real_sleep", "reap", "remove_file", "remove_files_wildcard",
            "replace_column", "replace_numeric_round", "replace_regex", "replace_result", "require", "reset_connection", "result_format", "rmdir",
            "save_master_pos", "send", "send_eval", "send_quit", "shutdown_server", "skip", "sleep", "sorted_result", "source", "start_timer",
            "sync_slave_with_master", "sync_with_master", "vertical_results", "wait_for_slave_to_stop", "while", "write_file",
        ],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(string statement)
    {
        var end = 0;
        while (end < statement.Length && (char.IsAsciiLetter(statement[end]) || statement[end] == '_')) end++;
        return Words.Contains(statement.AsSpan(0, end)) || NamesVariable(statement);
    }

    private static bool NamesVariable(string statement)
    {
        for (var at = statement.IndexOf('$'); at >= 0; at = statement.IndexOf('$', at + 1))
            if (at + 1 < statement.Length && char.IsAsciiLetter(statement[at + 1]) && (at == 0 || !char.IsAsciiLetterOrDigit(statement[at - 1])))
                return true;
        return false;
    }
}
