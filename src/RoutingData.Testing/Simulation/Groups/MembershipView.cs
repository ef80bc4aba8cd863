using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>What the members of a replication group have agreed on. Members go by their server_id.</summary>
/// <param name="Made">The number of the group: when it was made, by the clock of the server that made it.</param>
/// <param name="Change">How often its members have changed since.</param>
/// <param name="Members">Its members.</param>
/// <param name="Primary">The one that takes writes.</param>
internal sealed record MembershipView(ulong Made, int Change, ImmutableArray<int> Members, int Primary)
{
    /// <summary>The members that still fetch what they lack.</summary>
    public ImmutableHashSet<int> Recovering { get; init; } = [];

    public bool Has(int member) => Members.Contains(member);

    /// <summary>Whether it is the same view, whatever its members do in it.</summary>
    public bool IsSameAs(MembershipView other) => Made == other.Made && Change == other.Change;

    /// <summary>Whether so many of its members can agree on something.</summary>
    public bool IsMajority(int members) => 2 * members > Members.Length;

    /// <summary>Returns the next view: with one more member, that has to recover.</summary>
    public MembershipView With(int member) => this with
    {
        Change = Change + 1, Members = [.. Members.Remove(member).Add(member).Order()], Recovering = Recovering.Add(member),
    };

    /// <summary>Returns the next view, without some members; of the others the first one that is online takes the writes of a lost primary.</summary>
    public MembershipView Without(IReadOnlyCollection<int> lost)
    {
        var (members, recovering) = (Members.RemoveRange(lost), Recovering.Except(lost));
        var primary = !lost.Contains(Primary) ? Primary : members.Append(0).First(member => !recovering.Contains(member));
        return this with { Change = Change + 1, Members = members, Recovering = recovering, Primary = primary };
    }

    /// <summary>Returns the same view when some members are online in it. Where all others were lost meanwhile, one of them takes the writes.</summary>
    public MembershipView WithoutRecovering(IReadOnlyCollection<int> ready) =>
        this with { Recovering = Recovering.Except(ready), Primary = Primary != 0 ? Primary : ready.Min() };

    /// <summary>As <c>view_id</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Made}:{Change}");
}
