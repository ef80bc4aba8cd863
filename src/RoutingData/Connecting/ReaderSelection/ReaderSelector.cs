using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using RoutingData.Monitor;

namespace RoutingData.Connecting.ReaderSelection;

/// <summary>Puts the question to a policy: which of a hostgroup's servers, and what the policy is to know of each.</summary>
/// <param name="policy">The policy.</param>
/// <param name="shareOf">The part of a server's weight that counts now, 0 to 1.</param>
/// <param name="inUseOf">How many connections to a server are in use.</param>
internal sealed class ReaderSelector(IReaderSelectionPolicy policy, Func<ServerAddress, double> shareOf, Func<ServerAddress, int> inUseOf)
{
    // More than this are not put on the stack.
    private const int Few = 8;

    /// <summary>The selector for a question whose answer is not used, or that asks of one server: by weight alone.</summary>
    public static ReaderSelector Plain { get; } = new(WeightedRandomPolicy.Instance, static _ => 1, static _ => 0);

    /// <summary>How long reads of late have taken on a server; null where the policy does not want it.</summary>
    public Func<ServerAddress, TimeSpan>? LatencyOf { get; init; }

    /// <summary>Whether a server is set aside, as long as there are others; null where none ever is.</summary>
    public Func<ServerAddress, bool>? IsAside { get; init; }

    /// <summary>Whether a server is in the zone of the process; null where there are no zones.</summary>
    public Func<ServerAddress, bool>? IsLocal { get; init; }

    /// <summary>One of the members, or null when there is none that may be chosen.</summary>
    /// <param name="members">The hostgroup's servers.</param>
    /// <param name="facts">What <paramref name="mayChoose"/> looks at, so that it need not capture anything.</param>
    /// <param name="mayChoose">Whether a server may be chosen.</param>
    /// <param name="sample">A number from 0 up to but not including 1.</param>
    /// <param name="preferred">The server to be chosen without asking, if it is one of those that the policy would choose from.</param>
    public HostgroupMember? Select<TFacts>(
        ImmutableArray<HostgroupMember> members, TFacts facts, Func<TFacts, HostgroupMember, bool> mayChoose, double sample, ServerAddress? preferred = null)
    {
        var few = default(FewCandidates);
        Span<ReaderCandidate> candidates = members.Length <= Few ? few : new ReaderCandidate[members.Length];
        Span<int> positions = members.Length <= Few ? stackalloc int[Few] : new int[members.Length];
        var count = 0;
        for (var position = 0; position < members.Length; position++)
        {
            var member = members[position];
            if (member.Definition.Weight == 0 || !mayChoose(facts, member) || shareOf(member.Address) is not (> 0 and var share)) continue;
            candidates[count] = new ReaderCandidate
            {
                Address = member.Address, Weight = member.Definition.Weight * share, InUse = inUseOf(member.Address),
            };
            if (LatencyOf is { } latencyOf) candidates[count] = candidates[count] with { Latency = latencyOf(member.Address) };
            positions[count++] = position;
        }

        if (IsAside is { } isAside && count > 1) count = WithoutThose(isAside, candidates[..count], positions);
        if (IsLocal is { } isLocal && count > 1) count = ZonePreference.Narrow(members, candidates[..count], positions, isLocal, ref sample);
        if (preferred is { } server)
        {
            foreach (var position in positions[..count])
            {
                if (members[position].Address == server) return members[position];
            }
        }

        return count switch
        {
            0 => null,
            1 => members[positions[0]],
            _ => members[positions[Ask(candidates[..count], sample)]],
        };
    }

    // If all of them are set aside, none is.
    private static int WithoutThose(Func<ServerAddress, bool> isAside, Span<ReaderCandidate> candidates, Span<int> positions)
    {
        var count = 0;
        for (var index = 0; index < candidates.Length; index++)
        {
            if (isAside(candidates[index].Address)) continue;
            (candidates[count], positions[count]) = (candidates[index], positions[index]);
            count++;
        }

        return count == 0 ? candidates.Length : count;
    }

    private int Ask(ReadOnlySpan<ReaderCandidate> candidates, double sample)
    {
        var chosen = policy.Choose(candidates, sample);
        return chosen >= 0 && chosen < candidates.Length
            ? chosen
            : throw new InvalidOperationException($"The reader selection policy {policy.Name} chose number {chosen} of {candidates.Length} candidates.");
    }

    [InlineArray(Few)]
    private struct FewCandidates
    {
        private ReaderCandidate _first;
    }
}
