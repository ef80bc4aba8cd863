using System.Collections.Concurrent;
using RoutingData.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Monitor.Tokens;
using RoutingData.Monitor.Topology;

namespace RoutingData.Tokens;

/// <summary>What tokens need of one data source: its monitor, and what its fleet is called. Each is counted, and a loss is logged once a
/// writer.</summary>
internal sealed class DataSourceTokens(TopologyMonitor monitor, Func<TokenSettings> settings, RoutingLog log, RoutingMetrics metrics)
{
    private readonly ConcurrentDictionary<(int Hostgroup, long Epoch), bool> _told = new();

    public TopologyMonitor Monitor => monitor;

    /// <summary>What the fleet is called in tokens; null where it goes by its writers' addresses.</summary>
    public string? Fleet => settings().Fleet;

    /// <summary>How long a token waits for a writer.</summary>
    public TimeSpan WaitTimeout => settings().WaitTimeout;

    /// <summary>The hostgroup of the writer that it waits for.</summary>
    public int Hostgroup => settings().Hostgroup;

    public void NoteIssued() => metrics.Token("issued");

    public void NoteRejected(int count)
    {
        for (var at = 0; at < count; at++) metrics.Token("malformed");
    }

    public void Note(TopologySnapshot topology, TokenStanding standing, FleetMark mark)
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
