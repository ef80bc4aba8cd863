namespace RoutingData.Statements;

/// <summary>Which variables an assignment sets: some set several, some have two names, some are set piece by piece.</summary>
internal static class SettingVariables
{
    /// <summary>SET NAMES, SET CHARACTER SET: all four of them.</summary>
    public const string ClientCharsets = "NAMES";

    /// <summary>SET SESSION TRANSACTION.</summary>
    public const string Transaction = "TRANSACTION";

    /// <summary>Returns the variable of a name; null for one whose value is put together from several assignments.</summary>
    public static string? Of(ReadOnlySpan<char> name)
    {
        var lower = name.ToString().ToLowerInvariant();
        return lower switch
        {
            "optimizer_switch" or "optimizer_trace" or "optimizer_trace_features" => null,
            "tx_isolation" => "transaction_isolation",
            "tx_read_only" => "transaction_read_only",
            "storage_engine" => "default_storage_engine",
            // Each of the two sets the other one.
            "character_set_connection" => "collation_connection",
            _ => lower,
        };
    }

    /// <summary>Whether setting one variable sets the other, too.</summary>
    public static bool Covers(string variable, string other) => variable == other || variable switch
    {
        ClientCharsets => other is "character_set_client" or "character_set_results" or "collation_connection",
        _ => false,
    };
}
