using System.Collections.Immutable;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Tokens;

namespace RoutingData.Monitor.Topology;

/// <summary>What all writers of a topology had committed, for a token. Pure.</summary>
internal static class WriterMarks
{
    /// <summary>Whether each writer has been asked for its position since a moment. One that was never there is not waited for, nor one that counts no writes.</summary>
    public static bool AreKnownSince(TopologySnapshot topology, long moment)
    {
        var writers = 0;
        for (var pair = 0; pair < topology.Pairs.Length; pair++)
        {
            var (state, known) = (topology.Pairs[pair], topology.Freshness[pair]);
            if (state.LastWriter is null && state.Writer is null) continue;
            writers++;
            if (known.IsBlind) continue;
            if (state.Writer is not { } writer || known.Writer != writer || known.FetchedAt <= moment) return false;
        }

        return writers > 0;
    }

    /// <summary>Returns the newest known marks; none of a pair whose writer counts no writes.</summary>
    public static ImmutableArray<FleetMark> Of(TopologySnapshot topology, string? fleetName)
    {
        var marks = ImmutableArray.CreateBuilder<FleetMark>();
        for (var pair = 0; pair < topology.Pairs.Length; pair++)
        {
            if (Of(topology, pair, fleetName) is { } mark) marks.Add(mark);
        }

        return FleetMarks.Of(marks);
    }

    /// <summary>Returns the newest known mark of one pair's writer; null where it counts no writes.</summary>
    public static FleetMark? Of(TopologySnapshot topology, int pair, string? fleetName) =>
        topology.Freshness[pair] is { IsBlind: false, Trail: { } trail, Writer: { } writer } && topology.Find(writer) is { Identity: { } identity }
            ? PositionMarks.Of(trail.Newest.Position, FleetRecognition.Of(writer, fleetName), identity)
            : null;

    /// <summary>Whether a mark from another process is in what its fleet's writer said last; unknown where it is another fleet's.</summary>
    public static Holding Of(TopologySnapshot topology, FleetMark mark, string? fleetName)
    {
        for (var pair = 0; pair < topology.Pairs.Length; pair++)
        {
            if (FleetRecognition.IsOf(topology, pair, mark, fleetName) == true && topology.Freshness[pair].Trail is { } trail)
                return PositionMarks.Of(trail.Newest.Position, mark);
        }

        return Holding.Unknown;
    }
}
