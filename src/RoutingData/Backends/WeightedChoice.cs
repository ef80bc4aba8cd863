using System.Collections.Immutable;
using RoutingData.Monitor;

namespace RoutingData.Backends;

/// <summary>Chooses a server of a hostgroup at random, each as often as its weight says: ProxySQL's own algorithm.</summary>
internal static class WeightedChoice
{
    /// <summary>One of the members, or null when there is none with a weight.</summary>
    /// <param name="members">The hostgroup's servers.</param>
    /// <param name="facts">What <paramref name="shareOf"/> looks at, so that it need not capture anything.</param>
    /// <param name="shareOf">The part of its weight that counts, 0 to 1; 0 for one that may not be taken.</param>
    /// <param name="dice">A number from 0 up to but not including 1.</param>
    public static HostgroupMember? Pick<TFacts>(
        ImmutableArray<HostgroupMember> members, TFacts facts, Func<TFacts, HostgroupMember, double> shareOf, double dice)
    {
        var total = 0.0;
        foreach (var member in members) total += shareOf(facts, member) * member.Definition.Weight;

        HostgroupMember? chosen = null;
        var left = dice * total;
        foreach (var member in members)
        {
            var weight = shareOf(facts, member) * member.Definition.Weight;
            if (weight == 0) continue;
            chosen = member;
            if (left < weight) break;
            left -= weight;
        }

        return chosen;
    }
}
