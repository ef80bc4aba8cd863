using System.Globalization;

namespace RoutingData.Monitor.Reports;

/// <summary>
/// Orders the views of a replication group (<c>view_id</c>, such as 17957813744553291:3): the moment at which the group was made, then how
/// often its members have changed since.
/// </summary>
/// <param name="Group">The moment at which the group was made.</param>
/// <param name="Change">The number of the view in it.</param>
internal readonly record struct GroupViewId(ulong Group, ulong Change) : IComparable<GroupViewId>
{
    /// <summary>Reads it; null where there is none, as outside a group.</summary>
    public static GroupViewId? Of(string? text)
    {
        var parts = (text ?? "").Split(':');
        return parts.Length == 2 &&
            ulong.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var group) &&
            ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var change)
                ? new GroupViewId(group, change)
                : null;
    }

    public int CompareTo(GroupViewId other) => Group == other.Group ? Change.CompareTo(other.Change) : Group.CompareTo(other.Group);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Group}:{Change}");
}
