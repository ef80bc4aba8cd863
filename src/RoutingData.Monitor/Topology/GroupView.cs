using System.Collections.Immutable;
using RoutingData.Monitor.Reports;

namespace RoutingData.Monitor.Topology;

/// <summary>The newest view of a pair's replication group, and what the servers in it said of it last. It outlives them: one that comes back
/// with an older view is outside it, even where no other server answers.</summary>
/// <param name="Id">The view.</param>
/// <param name="Claims">The last word of each server that said it is in it, by the server's identity.</param>
internal sealed record GroupView(GroupViewId Id, ImmutableDictionary<string, GroupMembership> Claims)
{
    /// <summary>How many members it has.</summary>
    public int Members => Claims.Values.Max(claim => claim.Members.Length);

    /// <summary>Whether a server is one of its members.</summary>
    public bool Has(string? identity) => Claims.Values.Any(claim => claim.Find(identity) is not null);

    /// <summary>Whether most of its members say that a server takes the writes; or half of them, itself included, while the others cannot be asked: these
    /// are too few for a newer view without it.</summary>
    public bool IsPrimary(string? identity)
    {
        var votes = 2 * Claims.Values.Count(claim => claim.CallsPrimary(identity));
        return votes > Members || (votes == Members && votes == 2 * Claims.Count && identity is not null && Claims.ContainsKey(identity));
    }

    /// <summary>Whether most of its members say that another server does.</summary>
    public bool HasOtherPrimary(string? identity) =>
        Claims.Values.SelectMany(claim => claim.Members).Any(member => !string.Equals(member.Identity, identity, StringComparison.OrdinalIgnoreCase) && IsPrimary(member.Identity));

    /// <summary>Whether most of its members say that they do not hear a server.</summary>
    public bool IsCutOff(string? identity) =>
        2 * Claims.Values.Count(claim => claim.Find(identity) is { State: GroupMemberState.Unreachable }) > Members;

    /// <summary>Returns the newest view of one group after a server's answer; the same one while it brings nothing new, and where the server is in
    /// another group.</summary>
    /// <param name="known">The newest so far; null when there was none.</param>
    /// <param name="identity">The server.</param>
    /// <param name="membership">What it says.</param>
    public static GroupView? After(GroupView? known, string identity, GroupMembership membership)
    {
        // One that was expelled names the view that did so, with itself alone, failed.
        if (membership.View is not { } id || !membership.IsTakenPartInBy(identity)) return known?.Without(identity);
        if (known is null || (id.Group == known.Id.Group && id.Change > known.Id.Change)) return new GroupView(id, Nothing.Add(identity, membership));
        if (id != known.Id) return known.Without(identity);
        return known.Claims.TryGetValue(identity, out var said) && said.SaysTheSameAs(membership)
            ? known
            : known with { Claims = known.Claims.SetItem(identity, membership) };
    }

    private static ImmutableDictionary<string, GroupMembership> Nothing { get; } =
        ImmutableDictionary.Create<string, GroupMembership>(StringComparer.OrdinalIgnoreCase);

    // The last one who said it is kept: what it said of the others holds without it.
    private GroupView Without(string identity) =>
        Claims.Count > 1 && Claims.ContainsKey(identity) ? this with { Claims = Claims.Remove(identity) } : this;
}
