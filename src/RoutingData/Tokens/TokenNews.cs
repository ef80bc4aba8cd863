using System.Collections.Concurrent;
using RoutingData.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Monitor.Tokens;

namespace RoutingData.Tokens;

/// <summary>What is told of the tokens of one data source: each is counted, and a loss is logged once a writer.</summary>
internal sealed class TokenNews(RoutingLog log, RoutingMetrics metrics)
{
    private readonly ConcurrentDictionary<(int Hostgroup, long Epoch), bool> _told = new();

    public void NoteIssued() => metrics.Token("issued");

    public void NoteRejected(int count)
    {
        for (var at = 0; at < count; at++) metrics.Token("malformed");
    }

    public void Note(Topology topology, TokenStanding standing, FleetMark mark)
    {
        metrics.Token(standing.Kind switch
        {
            TokenStandingKind.Contained => "known",
            TokenStandingKind.Foreign => "foreign",
            TokenStandingKind.Lost => "lost",
            _ => "settled",
        });
        if (standing.Kind != TokenStandingKind.Lost || topology.Pairs[standing.Pair] is not { Writer: { } writer } pair) return;
        if (_told.TryAdd((pair.Pair.WriterHostgroup, pair.Since), true))
            log.WritesLost(writer, pair.Pair.WriterHostgroup, PositionMarks.Lack(topology.Freshness[standing.Pair].Trail!.Newest.Position, mark));
    }
}
