using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Topology;

namespace RoutingData.Monitor;

/// <content>Who shows whose writes.</content>
public sealed partial class TopologySnapshot
{
    /// <summary>Whether a server shows every write of its pair's writer that was answered at a moment or before it: it is the writer, or known to
    /// have them, or in no pair, where nothing replicates.</summary>
    /// <param name="hostgroup">Id of the pair's writer or reader hostgroup.</param>
    /// <param name="server">The server.</param>
    /// <param name="moment">By the monitor's clock.</param>
    internal bool Shows(int hostgroup, ServerAddress server, long moment)
    {
        for (var pair = 0; pair < Pairs.Length; pair++)
        {
            if (!Pairs[pair].Pair.Contains(hostgroup)) continue;
            return (Pairs[pair].Writer == server && Pairs[pair].CatchesUpSince == 0) || UpTo(pair, server) > moment;
        }

        return true;
    }

    /// <summary>Returns the moment up to which a server is known to show the writes of its pair's writer: when the newest fetch of that one's position
    /// began all of whose transactions it has. 0 when nothing is known.</summary>
    /// <param name="hostgroup">Id of the pair's writer or reader hostgroup.</param>
    /// <param name="server">The server; the writer's own is that of its newest fetch.</param>
    internal long FreshUpTo(int hostgroup, ServerAddress server)
    {
        for (var pair = 0; pair < Pairs.Length; pair++)
        {
            if (Pairs[pair].Pair.Contains(hostgroup)) return Pairs[pair].Writer == server ? Freshness[pair].FetchedAt : UpTo(pair, server);
        }

        return 0;
    }

    /// <summary>Whether a server that is taken for a writer says that it is none.</summary>
    /// <param name="server">The server.</param>
    /// <param name="fetch">What it said.</param>
    internal bool IsNoWriterAnyMore(ServerAddress server, in PositionFetch fetch)
    {
        foreach (var pair in Pairs)
        {
            if (pair.Writer == server && fetch.IsReadOnly(pair.Pair.Check)) return true;
        }

        return false;
    }

    /// <summary>Whether a server shows every write, of any session, that was answered at a moment or before it. Of the writer that has to be known as well: another
    /// one may have taken its place.</summary>
    /// <param name="hostgroup">Id of the pair's writer or reader hostgroup.</param>
    /// <param name="server">The server.</param>
    /// <param name="moment">By the monitor's clock.</param>
    internal bool ShowsAll(int hostgroup, ServerAddress server, long moment) =>
        FreshnessOf(hostgroup) is null || FreshUpTo(hostgroup, server) > moment;

    /// <summary>Whether a write that was answered at a moment may be gone: a server became the writer that lacks what had been committed.</summary>
    /// <param name="moment">By the monitor's clock.</param>
    internal bool HasLost(long moment)
    {
        foreach (var known in Freshness)
        {
            foreach (var loss in known.Losses)
            {
                if (loss.Contains(moment)) return true;
            }
        }

        return false;
    }

    /// <summary>Returns what is known in a hostgroup's pair; null where there is no such pair.</summary>
    /// <param name="hostgroup">Id of the pair's writer or reader hostgroup.</param>
    internal PairFreshness? FreshnessOf(int hostgroup)
    {
        for (var pair = 0; pair < Pairs.Length; pair++)
        {
            if (Pairs[pair].Pair.Contains(hostgroup)) return Freshness[pair];
        }

        return null;
    }

    private long UpTo(int pair, ServerAddress server)
    {
        var members = Layout.MembersOf(pair);
        for (var member = 0; member < members.Length; member++)
        {
            if (Layout.Addresses[members[member]] == server) return Freshness[pair].UpTo(member);
        }

        return 0;
    }
}
