using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Monitor.Reports;

/// <summary>Asks a server for its replication group, and reads the answer.</summary>
internal static class GroupReading
{
    public const string Text =
        "SELECT m.member_id, m.member_state, m.member_role, s.view_id FROM performance_schema.replication_group_members m " +
        "LEFT JOIN performance_schema.replication_group_member_stats s ON s.member_id = @@server_uuid";

    /// <summary>Reads the next answer: <see cref="GroupMembership.Hidden"/> where the server refuses it.</summary>
    public static async ValueTask<GroupMembership> ReadAsync(bool async, DbDataReader reader, CancellationToken cancellationToken)
    {
        try
        {
            var found = async ? await reader.NextResultAsync(cancellationToken).ConfigureAwait(false) : reader.NextResult();
            if (!found) return GroupMembership.Hidden;
            GroupViewId? view = null;
            var members = ImmutableArray.CreateBuilder<GroupMember>();
            while (async ? await reader.ReadAsync(cancellationToken).ConfigureAwait(false) : reader.Read())
            {
                view ??= GroupViewId.Of(TextOf(reader, 3));
                if (TextOf(reader, 0) is { Length: > 0 } identity)
                    members.Add(new GroupMember(identity, StateOf(TextOf(reader, 1)), TextOf(reader, 2) == "PRIMARY"));
            }

            // The server lists them in an order of its own.
            members.Sort((left, right) => string.CompareOrdinal(left.Identity, right.Identity));
            return new GroupMembership(view, members.ToImmutable());
        }
        catch (DbException exception) when (DriverError.IsHidden(exception))
        {
            return GroupMembership.Hidden;
        }
    }

    private static GroupMemberState StateOf(string text) => text switch
    {
        "ONLINE" => GroupMemberState.Online,
        "RECOVERING" => GroupMemberState.Recovering,
        "UNREACHABLE" => GroupMemberState.Unreachable,
        _ => GroupMemberState.Away,
    };

    private static string TextOf(DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? "" : Convert.ToString(reader.GetValue(ordinal), CultureInfo.InvariantCulture) ?? "";
}
