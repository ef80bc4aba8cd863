using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>How the group really is at one moment, which no member need know.</summary>
/// <param name="View">The newest view of the group, while most of its members hear each other; else null.</param>
/// <param name="Members">The names of its members.</param>
/// <param name="Ill">The names of the servers that say of themselves, if they are asked, that they are not online or do not see most of their group.</param>
/// <param name="Strays">The names of the servers in a group beside it, which it may still have for its members.</param>
internal sealed record GroupPicture(string? View, ImmutableSortedSet<string> Members, ImmutableSortedSet<string> Ill, ImmutableSortedSet<string> Strays)
{
    /// <summary>Whether another picture shows the same.</summary>
    public bool Shows(GroupPicture other) => View == other.View && Members.SetEquals(other.Members) && Ill.SetEquals(other.Ill) && Strays.SetEquals(other.Strays);

    public override string ToString() => $"{View ?? "no majority"}: {string.Join(", ", Members)}; ill: {string.Join(", ", Ill)}{(Strays.IsEmpty ? "" : $"; beside it: {string.Join(", ", Strays)}")}";
}
