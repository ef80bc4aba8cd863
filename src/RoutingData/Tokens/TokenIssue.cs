using RoutingData.Connecting;
using RoutingData.Monitor;
using RoutingData.Monitor.Tokens;
using RoutingData.Monitor.Topology;

namespace RoutingData.Tokens;

/// <summary>Makes the token of a session, or of a scope, of the position that its writer has after its last write.</summary>
internal static class TokenIssue
{
    /// <summary>Returns the token, after one question to each writer at most, which all who wait for one share.</summary>
    /// <param name="async">Whether to await.</param>
    /// <param name="written">The data sources, each with the moment by which all that was written and seen there had been answered.</param>
    /// <param name="received">The tokens that were received, of which nothing may get lost on the way.</param>
    /// <param name="cancellationToken">Ends the wait for a writer's answer.</param>
    /// <exception cref="RoutingDbException">There was no writer in time.</exception>
    public static async ValueTask<ConsistencyToken> OfAsync(
        bool async, IReadOnlyList<(DataSourceTokens Source, long Moment)> written, IReadOnlyList<ReceivedToken> received, CancellationToken cancellationToken)
    {
        var issued = new List<FleetMark>();
        var carried = received.SelectMany(token => token.Marks).ToList();
        foreach (var (source, moment) in written)
        {
            var topology = await AskedSinceAsync(async, source, moment, cancellationToken).ConfigureAwait(false);
            var fleet = source.Fleet;
            issued.AddRange(WriterMarks.Of(topology, fleet));
            carried.RemoveAll(mark => WriterMarks.Of(topology, mark, fleet) == Holding.Has);
            source.NoteIssued();
        }

        return ConsistencyToken.Of(issued.Concat(carried));
    }

    private static async ValueTask<TopologySnapshot> AskedSinceAsync(bool async, DataSourceTokens source, long moment, CancellationToken cancellationToken)
    {
        var monitor = source.Monitor;
        // What no reader will ever show is in no position either.
        var since = Math.Min(moment, monitor.Now);
        if (monitor.Current is var known && WriterMarks.AreKnownSince(known, since)) return known;

        monitor.Evidence.WantPosition(since, monitor.Now);
        var limit = source.WaitTimeout;
        return await monitor.WaitAsync(async, topology => WriterMarks.AreKnownSince(topology, since), limit, cancellationToken).ConfigureAwait(false)
            ?? throw NoServer.InTime(monitor.Current, source.Hostgroup, limit);
    }
}
