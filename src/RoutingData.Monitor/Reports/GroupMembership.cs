using System.Collections.Immutable;

namespace RoutingData.Monitor.Reports;

/// <summary>What a server says of its replication group.</summary>
/// <param name="View">The view that it is in; null outside a group.</param>
/// <param name="Members">The members of that view, as it sees them.</param>
internal sealed record GroupMembership(GroupViewId? View, ImmutableArray<GroupMember> Members)
{
    /// <summary>The monitor's user may not see it, or the server has no such thing: its read-only variables alone count.</summary>
    public static readonly GroupMembership Hidden = new(null, []);

    /// <summary>Whether it is <see cref="Hidden"/>.</summary>
    public bool IsHidden => ReferenceEquals(this, Hidden);

    /// <summary>Whether most of its members take part, as far as it knows: a group goes on with no fewer.</summary>
    public bool HasQuorum => 2 * Members.Count(member => member.State is GroupMemberState.Online or GroupMemberState.Recovering) > Members.Length;

    /// <summary>Returns one member; null where there is no such member.</summary>
    public GroupMember? Find(string? identity)
    {
        foreach (var member in Members)
        {
            if (string.Equals(member.Identity, identity, StringComparison.OrdinalIgnoreCase)) return member;
        }

        return null;
    }

    /// <summary>Whether it says that a member takes part, or will as soon as it has what it lacks.</summary>
    public bool IsTakenPartInBy(string? identity) => Find(identity) is { State: GroupMemberState.Online or GroupMemberState.Recovering };

    /// <summary>Whether it says that a member takes the writes.</summary>
    public bool CallsPrimary(string? identity) => Find(identity) is { IsPrimary: true, State: GroupMemberState.Online };

    /// <summary>Whether it says the same as another.</summary>
    public bool SaysTheSameAs(GroupMembership other) =>
        ReferenceEquals(this, other) || (View == other.View && Members.SequenceEqual(other.Members));
}
