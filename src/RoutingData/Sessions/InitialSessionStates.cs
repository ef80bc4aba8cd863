using System.Collections.Immutable;
using RoutingData.Monitor;
using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Sessions;

/// <summary>The state that sessions begin with, from what the servers' defaults are. Worked out once for a topology: sessions are opened
/// more often than it changes.</summary>
internal sealed class InitialSessionStates
{
    private Known? _known;

    /// <param name="topology">The snapshot.</param>
    /// <param name="defaultHostgroup">Id of the hostgroup whose writer's default for autocommit counts.</param>
    public SessionState For(TopologySnapshot topology, int defaultHostgroup)
    {
        var known = Volatile.Read(ref _known);
        if (known is null || known.Topology != topology || known.DefaultHostgroup != defaultHostgroup)
        {
            // The same one while the servers are the same: decisions are remembered by it.
            var dialects = DialectsOf(topology);
            var vocabulary = known is not null && known.Dialects.SequenceEqual(dialects) ? known.State.Vocabulary
                : dialects.IsEmpty ? Vocabulary.OfAnyServer
                : new Vocabulary(dialects);
            known = new Known(topology, defaultHostgroup, dialects, Of(topology, defaultHostgroup) with { Vocabulary = vocabulary });
            Volatile.Write(ref _known, known);
        }

        return known.State;
    }

    private static ImmutableArray<ServerDialect> DialectsOf(TopologySnapshot topology) =>
    [
        .. topology.Servers.Where(server => server is { Flavor: not null, Version: not null })
            .Select(server => ServerDialect.Of(server.Flavor!.Value, server.Version!))
            .Distinct().OrderBy(dialect => (dialect.Flavor, dialect.Version)),
    ];

    private static SessionState Of(TopologySnapshot topology, int defaultHostgroup)
    {
        // Of any server that has answered: a fleet whose servers read quotes in different ways is beyond help.
        var answered = topology.Servers.FirstOrDefault(server => server.Version is not null);
        // A server whose default is autocommit=0 has every statement in a transaction from the start (D01).
        var autocommit = topology.WriterOf(defaultHostgroup)?.State.Autocommit ?? true;
        return SessionState.Initial with
        {
            Transaction = autocommit ? default : ServerTransaction.WithoutAutocommit,
            SqlModes = SqlModeReading.Of(answered?.SqlMode ?? ""),
        };
    }

    private sealed record Known(
        TopologySnapshot Topology, int DefaultHostgroup, ImmutableArray<ServerDialect> Dialects, SessionState State);
}
