using System.Collections.Immutable;
using System.Text.Json.Nodes;
using RoutingData.ProxySql;

namespace RoutingData.Tool.Output;

/// <summary>What was not taken over of a ProxySQL's, by reason.</summary>
internal static class WarningReport
{
    /// <summary>Lines for a person: each reason once, with the keys that it is for.</summary>
    public static IEnumerable<string> Lines(ImmutableArray<ProxySqlWarning> warnings)
    {
        foreach (var kind in warnings.GroupBy(warning => warning.Kind).OrderBy(kind => OrderOf(kind.Key)))
        {
            yield return $"{TitleOf(kind.Key)}:";
            foreach (var reason in Reasons(kind)) yield return $"  {reason}";
        }
    }

    /// <summary>The same without what has no effect, and without titles.</summary>
    public static IEnumerable<string> Effects(ImmutableArray<ProxySqlWarning> warnings) =>
        Reasons(warnings.Where(warning => warning.Kind != ProxySqlWarningKind.NotNeeded).OrderBy(warning => OrderOf(warning.Kind)));

    public static JsonArray Json(ImmutableArray<ProxySqlWarning> warnings) =>
    [
        .. warnings.Select(warning => (JsonNode)new JsonObject
        {
            ["kind"] = warning.Kind.ToString(),
            ["key"] = warning.Key,
            ["reason"] = warning.Reason,
            ["file"] = warning.Position.File,
            ["line"] = warning.Position.Line,
            ["column"] = warning.Position.Column,
            ["count"] = warning.Count,
        }),
    ];

    private static IEnumerable<string> Reasons(IEnumerable<ProxySqlWarning> warnings) =>
        warnings.GroupBy(warning => warning.Reason).Select(reason => $"{string.Join(", ", reason.Select(Told))}: {reason.Key}");

    private static string Told(ProxySqlWarning warning) => $"{warning.Key} (line {warning.Position.Line}{(warning.Count > 1 ? $" and {warning.Count - 1} more" : "")})";

    // What has an effect first.
    private static int OrderOf(ProxySqlWarningKind kind) => kind switch
    {
        ProxySqlWarningKind.NotSupported => 0,
        ProxySqlWarningKind.Adjusted => 1,
        ProxySqlWarningKind.Unknown => 2,
        _ => 3,
    };

    private static string TitleOf(ProxySqlWarningKind kind) => kind switch
    {
        ProxySqlWarningKind.NotSupported => "Not supported",
        ProxySqlWarningKind.Adjusted => "Taken over otherwise",
        ProxySqlWarningKind.Unknown => "Not known, to ProxySQL either",
        _ => "Not needed",
    };
}
