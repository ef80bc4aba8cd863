using System.Collections.Immutable;
using RoutingData.Monitor;

namespace RoutingData.Connecting.ReaderSelection;

/// <summary>Readers of the process's own zone first: the others are left out, as long as there are any. All that may be chosen has been found usable and fresh
/// before, so that a zone without a usable reader costs nothing but the way.</summary>
internal static class ZonePreference
{
    /// <summary>Leaves those that are to be chosen from, at the beginning of the spans.</summary>
    /// <param name="members">The hostgroup's servers.</param>
    /// <param name="candidates">Those that may be chosen.</param>
    /// <param name="positions">Where each of these is among the members.</param>
    /// <param name="isLocal">Whether a server is in the zone.</param>
    /// <param name="sample">A number from 0 up to but not including 1; and what is left of it.</param>
    /// <returns>How many are left.</returns>
    public static int Narrow(
        ImmutableArray<HostgroupMember> members, Span<ReaderCandidate> candidates, Span<int> positions, Func<ServerAddress, bool> isLocal,
        ref double sample)
    {
        // A zone whose readers are all coming back slowly takes no more than they may take.
        var (locals, share) = (0, 0.0);
        for (var index = 0; index < candidates.Length; index++)
        {
            if (!isLocal(candidates[index].Address)) continue;
            locals++;
            share = Math.Max(share, candidates[index].Weight / members[positions[index]].Definition.Weight);
        }

        if (locals == 0 || locals == candidates.Length) return candidates.Length;
        var isWithin = sample < share;
        sample = isWithin ? sample / Math.Min(share, 1) : (sample - share) / (1 - share);
        var count = 0;
        for (var index = 0; index < candidates.Length; index++)
        {
            if (isLocal(candidates[index].Address) != isWithin) continue;
            (candidates[count], positions[count]) = (candidates[index], positions[index]);
            count++;
        }

        return count;
    }
}
