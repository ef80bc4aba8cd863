using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor;

/// <content>What a node of Galera that is not the writer has committed, and whether the writer has applied it.</content>
public sealed partial class TopologySnapshot
{
    /// <summary>Whether a server is a node of Galera whose pair has another one for its writer.</summary>
    /// <param name="hostgroup">Id of the pair's writer or reader hostgroup.</param>
    /// <param name="server">The server.</param>
    internal bool IsBesideWriter(int hostgroup, ServerAddress server) =>
        FindPair(hostgroup) is { Writer: { } writer, Pair.AsksForNode: true } && writer != server;

    /// <summary>Returns the same knowledge, with a writer that is not known any more to have applied all that its cluster has committed.</summary>
    internal TopologyChange WithCatchUp(int hostgroup) => With(pair => pair.Pair.Contains(hostgroup), Epoch + 1);

    /// <summary>Returns the same knowledge, with a writer that has applied all that its cluster had committed when it was asked.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="since">The epoch since which that was not known, when it was asked.</param>
    internal TopologyChange WithCaughtUp(ServerAddress writer, long since) => With(pair => pair.Writer == writer && pair.CatchesUpSince == since, 0);

    private TopologyChange With(Func<PairState, bool> isMeant, long catchesUpSince)
    {
        var pairs = Pairs;
        for (var index = 0; index < pairs.Length; index++)
        {
            if (pairs[index].Pair.AsksForNode && isMeant(pairs[index])) pairs = pairs.SetItem(index, pairs[index] with { CatchesUpSince = catchesUpSince });
        }

        return pairs == Pairs
            ? new TopologyChange(this, [])
            : new TopologyChange(new TopologySnapshot(Layout, Epoch + 1, Servers, pairs, HostgroupMembers.Of(Layout, Servers, pairs), Freshness), []);
    }

    // The writer before, on which transactions may be open, takes writes still.
    private bool TakesWrites(PairState pair, ServerAddress server) =>
        pair.Pair.AsksForNode && Find(server) is { Answers: true } node && node.IsWritable(pair.Pair.Check) && GaleraStanding.Serves(pair, node);
}
