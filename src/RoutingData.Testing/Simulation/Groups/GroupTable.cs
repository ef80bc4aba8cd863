using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>The answer of <c>performance_schema.replication_group_members</c>, with the view of <c>replication_group_member_stats</c>.</summary>
internal static class GroupTable
{
    public static StatementResult Of(IReadOnlyList<SimulatedServer> servers, SimulatedMember? member, TimeSpan now, ImmutableArray<string> columns) =>
        StatementResult.Query([.. columns], [.. Rows(servers, member, now).Select(row => columns.Select(column => row[column]).ToArray())]);

    private static IEnumerable<Dictionary<string, object?>> Rows(IReadOnlyList<SimulatedServer> servers, SimulatedMember? member, TimeSpan now)
    {
        if (member is null) return [];
        if (member.View is not { } view) return [Row("", "OFFLINE", "", null)];
        return view.Members.Select(other => Row(
            servers[other - 1].Uuid, member.StateOf(other, now), member.HasFailed ? "" : other == view.Primary ? "PRIMARY" : "SECONDARY", $"{view}"));
    }

    private static Dictionary<string, object?> Row(string id, string state, string role, string? view) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["member_id"] = id, ["member_state"] = state, ["member_role"] = role, ["view_id"] = view,
    };
}
