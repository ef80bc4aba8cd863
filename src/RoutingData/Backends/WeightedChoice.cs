using System.Collections.Immutable;
using RoutingData.Monitor;

namespace RoutingData.Backends;

/// <summary>Chooses a server of a hostgroup at random, each as often as its weight says: ProxySQL's own algorithm.</summary>
internal static class WeightedChoice
{
    /// <summary>One of the members, or null when there is none with a weight.</summary>
    /// <param name="members">The hostgroup's servers.</param>
    /// <param name="isEligible">Which of them may be taken.</param>
    /// <param name="dice">A number from 0 up to but not including 1.</param>
    public static HostgroupMember? Pick(ImmutableArray<HostgroupMember> members, Func<HostgroupMember, bool> isEligible, double dice)
    {
        var total = 0L;
        foreach (var member in members)
        {
            if (isEligible(member)) total += member.Definition.Weight;
        }

        var left = (long)(dice * total);
        foreach (var member in members)
        {
            if (!isEligible(member) || member.Definition.Weight == 0) continue;
            if (left < member.Definition.Weight) return member;
            left -= member.Definition.Weight;
        }

        return null;
    }
}
