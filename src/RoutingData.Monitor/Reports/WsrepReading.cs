using System.Data.Common;
using System.Globalization;

namespace RoutingData.Monitor.Reports;

/// <summary>Asks a server for its state as a node of Galera, and reads the answer. A server that is none answers with no rows.</summary>
internal static class WsrepReading
{
    /// <summary>Makes what follows wait until the node has applied all that its cluster had committed.</summary>
    public const string Wait = "SET SESSION wsrep_sync_wait = 1";

    // SHOW, since a node outside the primary component answers nothing else.
    public const string Text =
        "SHOW GLOBAL STATUS WHERE Variable_name IN ('wsrep_local_state', 'wsrep_cluster_status', 'wsrep_ready', 'wsrep_cluster_conf_id', " +
        "'wsrep_cluster_state_uuid', 'wsrep_cluster_size', 'Uptime'); " +
        "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('wsrep_on', 'wsrep_desync', 'wsrep_reject_queries')";

    private const string Synced = "4";

    /// <summary>Reads the next two answers.</summary>
    public static async ValueTask<WsrepStatus> ReadAsync(bool async, DbDataReader reader, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var answers = 0; answers < 2; answers++)
        {
            if (!(async ? await reader.NextResultAsync(cancellationToken).ConfigureAwait(false) : reader.NextResult())) break;
            while (async ? await reader.ReadAsync(cancellationToken).ConfigureAwait(false) : reader.Read())
                values[TextOf(reader, 0)] = TextOf(reader, 1);
        }

        return Of(values);
    }

    /// <summary>Returns what the values of a node's variables mean.</summary>
    public static WsrepStatus Of(IReadOnlyDictionary<string, string> values)
    {
        // The number of a node that has been split off is the largest there is.
        if (!Is("wsrep_cluster_status", "Primary") || !ulong.TryParse(Value("wsrep_cluster_conf_id"), CultureInfo.InvariantCulture, out var view) || view == ulong.MaxValue)
            return WsrepStatus.Outside;
        var isServing = Is("wsrep_local_state", Synced) && Is("wsrep_ready", "ON") && Is("wsrep_desync", "OFF") && Is("wsrep_reject_queries", "NONE");
        _ = int.TryParse(Value("wsrep_cluster_size"), CultureInfo.InvariantCulture, out var size);
        _ = long.TryParse(Value("Uptime"), CultureInfo.InvariantCulture, out var seconds);
        return new WsrepStatus(isServing, Value("wsrep_cluster_state_uuid"), view, size, TimeSpan.FromSeconds(seconds));

        string Value(string name) => values.TryGetValue(name, out var value) ? value : "";

        bool Is(string name, string value) => string.Equals(Value(name), value, StringComparison.OrdinalIgnoreCase);
    }

    private static string TextOf(DbDataReader reader, int ordinal) => Convert.ToString(reader.GetValue(ordinal), CultureInfo.InvariantCulture) ?? "";
}
