using System.Collections.Immutable;

namespace RoutingData.Monitor.Topology;

/// <summary>Decides whose position has to be asked so that sessions find readers which show what the writer had answered by a moment. Pure.</summary>
/// <param name="Writers">Writers whose newest fetch is too old.</param>
/// <param name="Readers">Readers that are not known to show it.</param>
internal readonly record struct EvidencePlan(ImmutableArray<ServerAddress> Writers, ImmutableArray<ServerAddress> Readers)
{
    public bool IsEmpty => Writers.IsEmpty && Readers.IsEmpty;

    /// <summary>Returns the plan for one topology.</summary>
    /// <param name="topology">The topology.</param>
    /// <param name="wanted">The moment.</param>
    /// <param name="position">The moment after which the writer itself has to be asked, whatever readers there are; -1 for none.</param>
    public static EvidencePlan Of(TopologySnapshot topology, long wanted, long position = -1)
    {
        var writers = ImmutableArray.CreateBuilder<ServerAddress>();
        var readers = ImmutableArray.CreateBuilder<ServerAddress>();
        for (var index = 0; index < topology.Pairs.Length; index++)
        {
            var (pair, known) = (topology.Pairs[index], topology.Freshness[index]);
            // A probe will notice if one that counts no writes begins to count them.
            if (pair.Writer is not { } writer || known.IsBlind || topology.Find(writer) is not { IsHeard: true }) continue;
            var behind = readers.Count;
            foreach (var member in topology.MembersOf(pair.Pair.ReaderHostgroup))
            {
                if (member.Address == writer || member.State is { LeadsToSeveral: true } or { MayBeAnother: true }) continue;
                if (!topology.Shows(pair.Pair.ReaderHostgroup, member.Address, wanted) && !readers.Contains(member.Address))
                    readers.Add(member.Address);
            }

            var isTooOld = known.FetchedAt <= position || (readers.Count > behind && known.FetchedAt <= wanted);
            if (isTooOld && !writers.Contains(writer)) writers.Add(writer);
        }

        return new EvidencePlan(writers.ToImmutable(), readers.ToImmutable());
    }
}
