using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>What becomes of members as time goes by: who hears whom, who is expelled, who finds out. Pure.</summary>
internal static class GroupStep
{
    /// <summary>Returns the members as they are now.</summary>
    /// <param name="members">As they were, and who of them is awake on which side of the network.</param>
    /// <param name="now">The time.</param>
    /// <param name="untilLearnt">How long one that was expelled takes to find out.</param>
    public static ImmutableArray<SimulatedMember> After(ImmutableArray<SimulatedMember> members, TimeSpan now, Func<TimeSpan> untilLearnt)
    {
        members = [.. members.Select(member => CaughtUp(member, members))];
        members = [.. members.Select(member => Listened(member, members, now))];
        members = [.. members.Select(member => Learnt(member, members, now, untilLearnt))];
        foreach (var together in Companies(members)) members = Recovered(Expelled(members, together, now), together, now);
        return [.. members.Select(member => GivenUp(member, now))];
    }

    /// <summary>When something may change by itself; null when nothing will.</summary>
    public static TimeSpan? Next(ImmutableArray<SimulatedMember> members, TimeSpan now)
    {
        var times = members.Where(member => member is { IsAwake: true, Takes: true })
            .SelectMany(member => member.Silent.Values
                .SelectMany(since => new[] { since + GroupTimes.Suspects, since + GroupTimes.Expels, since + GroupTimes.GivesUp })
                .Concat(new[] { member.LearnsAt, member.RecoveredAt }.OfType<TimeSpan>()))
            .Where(time => time > now).ToArray();
        return times.Length == 0 ? null : times.Min();
    }

    /// <summary>Members that have the same view and hear each other, where they are most of it: they can agree on something.</summary>
    public static IEnumerable<ImmutableArray<SimulatedMember>> Companies(ImmutableArray<SimulatedMember> members) => members
        .Where(member => member is { IsAwake: true, Takes: true })
        .GroupBy(member => (member.Side, member.View!.Made, member.View.Change))
        .Where(group => group.First().View!.IsMajority(group.Count()))
        .Select(group => group.ToImmutableArray());

    private static bool IsHeard(SimulatedMember member, SimulatedMember other) =>
        CanReach(member, other) && other.View!.Has(member.Server);

    private static bool CanReach(SimulatedMember member, SimulatedMember other) =>
        other is { IsAwake: true, Takes: true } && other.Side == member.Side && other.View!.Made == member.View!.Made;

    // It was away for too short a time to be expelled, and is told what the others have agreed on meanwhile.
    private static SimulatedMember CaughtUp(SimulatedMember member, ImmutableArray<SimulatedMember> members) =>
        member is { IsAwake: true, Takes: true } && members.Where(other => IsHeard(member, other)).Select(other => other.View!).MaxBy(view => view.Change) is { } view &&
        (view.Change > member.View!.Change)
            ? member with { View = view }
            : member;

    private static SimulatedMember Listened(SimulatedMember member, ImmutableArray<SimulatedMember> members, TimeSpan now)
    {
        if (member is not { IsAwake: true, Takes: true }) return member;
        var silent = members.Where(other => other.Server != member.Server && member.View!.Has(other.Server) && !IsHeard(member, other))
            .ToImmutableDictionary(other => other.Server, other => member.Silent.GetValueOrDefault(other.Server, now));
        return member with { Silent = silent };
    }

    private static SimulatedMember Learnt(SimulatedMember member, ImmutableArray<SimulatedMember> members, TimeSpan now, Func<TimeSpan> untilLearnt)
    {
        if (member is not { IsAwake: true, Takes: true }) return member;
        var expelling = members.Where(other => CanReach(member, other) && other.View!.Change > member.View!.Change && !other.View.Has(member.Server))
            .Select(other => other.View!).MaxBy(view => view.Change);
        if (expelling is null) return member with { LearnsAt = null };
        return member.LearnsAt <= now ? member.Failed(expelling) : member with { LearnsAt = member.LearnsAt ?? now + untilLearnt() };
    }

    private static ImmutableArray<SimulatedMember> Expelled(ImmutableArray<SimulatedMember> members, ImmutableArray<SimulatedMember> together, TimeSpan now)
    {
        int[] lost = [.. together[0].View!.Members.Where(member =>
            together.All(other => other.Silent.TryGetValue(member, out var since) && now >= since + GroupTimes.Expels))];
        return lost.Length == 0 ? members : Install(members, together, view => view.Without(lost));
    }

    private static ImmutableArray<SimulatedMember> Recovered(ImmutableArray<SimulatedMember> members, ImmutableArray<SimulatedMember> together, TimeSpan now)
    {
        var ready = together.Where(member => member.RecoveredAt <= now).Select(member => member.Server).ToHashSet();
        return ready.Count == 0
            ? members
            : [.. Install(members, together, view => view.WithoutRecovering(ready))
                .Select(member => ready.Contains(member.Server) ? member with { RecoveredAt = null } : member)];
    }

    /// <summary>Returns all members after some of them have agreed on another view.</summary>
    public static ImmutableArray<SimulatedMember> Install(
        ImmutableArray<SimulatedMember> members, ImmutableArray<SimulatedMember> together, Func<MembershipView, MembershipView> next) =>
        [.. members.Select(member => together.Any(one => one.Server == member.Server) ? Told(member, next(member.View!)) : member)];

    private static SimulatedMember Told(SimulatedMember member, MembershipView view) =>
        member with { View = view, Silent = member.Silent.RemoveRange(member.Silent.Keys.Where(other => !view.Has(other))) };

    private static SimulatedMember GivenUp(SimulatedMember member, TimeSpan now) =>
        member is { IsAwake: true, Takes: true } && !member.View!.IsMajority(
            member.View.Members.Count(other => !(member.Silent.TryGetValue(other, out var since) && now >= since + GroupTimes.GivesUp)))
            ? member.Failed(member.View)
            : member;
}
