using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Tokens;

namespace RoutingData.Monitor.Topology;

/// <summary>The standing of a mark from another process in a topology. Pure.</summary>
/// <param name="Kind">What is known of it.</param>
/// <param name="Moment">Which writes to wait for in its place: those that had been answered by then, by the monitor's clock. Of no account while
/// it is awaited or in doubt.</param>
/// <param name="Pair">The pair's index; -1 for a foreign one.</param>
internal readonly record struct TokenStanding(TokenStandingKind Kind, long Moment, int Pair)
{
    /// <summary>Whether nothing more is to be found out.</summary>
    public bool IsFinal => Kind is not (TokenStandingKind.Awaited or TokenStandingKind.Doubtful);

    /// <summary>Returns the standing of one mark.</summary>
    /// <param name="topology">The topology.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="fleetName">What the fleet is called in tokens; null where it goes by its writers' addresses.</param>
    /// <param name="receivedAt">When it came: all that it speaks of had been answered by then.</param>
    /// <param name="limit">The moment from which on nothing more is waited for.</param>
    /// <param name="now">Now, by the same clock.</param>
    public static TokenStanding Of(TopologySnapshot topology, FleetMark mark, string? fleetName, long receivedAt, long limit, long now)
    {
        var isSure = true;
        for (var pair = 0; pair < topology.Pairs.Length; pair++)
        {
            switch (FleetRecognition.IsOf(topology, pair, mark, fleetName))
            {
                case true:
                    return In(topology, pair, mark, receivedAt, now >= limit);
                case null:
                    isSure = false;
                    break;
            }
        }

        return new TokenStanding(isSure || now >= limit ? TokenStandingKind.Foreign : TokenStandingKind.Awaited, 0, -1);
    }

    private static TokenStanding In(TopologySnapshot topology, int pair, FleetMark mark, long receivedAt, bool isOverdue)
    {
        var (state, known) = (topology.Pairs[pair], topology.Freshness[pair]);
        var settled = new TokenStanding(TokenStandingKind.Settled, receivedAt, pair);
        if (known.IsBlind) return settled;
        if (state.Writer is not { } writer || known.Writer != writer || known.Trail is not { } trail)
            return isOverdue ? settled : new TokenStanding(TokenStandingKind.Awaited, 0, pair);
        // A server that shows that fetch shows the mark.
        if (trail.OldestWith(mark) is > 0 and var moment) return new TokenStanding(TokenStandingKind.Contained, moment - 1, pair);

        var server = topology.Find(writer)!;
        // One answer that says both that it is the writer and what it has.
        if (server is { IsHeard: true, Report.Position: { } said } && said.BegunAt > receivedAt && server.IsWritable(state.Pair.Check) && topology.IsSettled(state))
        {
            return PositionMarks.Of(said.Position, mark) == Holding.Lacks ? settled with { Kind = TokenStandingKind.Lost } : settled;
        }

        if (isOverdue) return settled;
        var isAsked = trail.Newest.BegunAt > receivedAt;
        return new TokenStanding(
            isAsked || WasWrittenElsewhere(trail.Newest.Position, mark, server) ? TokenStandingKind.Doubtful : TokenStandingKind.Awaited, 0, pair);
    }

    // What the writer may have written itself since it was asked last is no wonder.
    private static bool WasWrittenElsewhere(ServerPosition position, FleetMark mark, ServerState writer)
    {
        foreach (var source in mark.Sources)
        {
            if (writer.Identity is { } identity && PositionMarks.IsOwn(source.Source, mark.Flavor, identity)) continue;
            if (PositionMarks.Of(position, mark with { Sources = [source] }) != Holding.Has) return true;
        }

        return false;
    }
}
