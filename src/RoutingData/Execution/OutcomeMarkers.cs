using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using RoutingData.Diagnostics;
using RoutingData.Markers;
using RoutingData.Monitor;
using RoutingData.Sessions;

namespace RoutingData.Execution;

/// <summary>The markers of a data source: their ids, and on which servers they can be left. It outlives every plan.</summary>
internal sealed class OutcomeMarkers(Random random, TimeProvider timeProvider, RoutingLog log, RoutingMetrics metrics)
{
    // Tables change rarely; after that long a server is asked again.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<ServerAddress, (MarkerGround Ground, MarkerTable? Table, long At)> _grounds = new();
    private readonly MarkerIds _ids = new(random);
    private long _used;

    /// <summary>How many have been made.</summary>
    public long Used => Volatile.Read(ref _used);

    public string NextId()
    {
        Interlocked.Increment(ref _used);
        return _ids.Next();
    }

    /// <summary>What is known of a server; null if nothing.</summary>
    public MarkerGround? KnownOf(ServerAddress? server) => server is { } known && _grounds.TryGetValue(known, out var found) ? found.Ground : null;

    /// <summary>What is known of the present writer, which is asked if that is not known, or not any more.</summary>
    /// <param name="async">Whether to await.</param>
    /// <param name="runner">Runs the questions.</param>
    /// <param name="session">The session on whose connection they run.</param>
    /// <param name="timeout">How long to wait for the writer at most.</param>
    /// <param name="again">Whether to ask even if it is known.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public ValueTask<MarkerGround> GroundAsync(
        bool async, StatementRunner runner, RoutingSession session, TimeSpan timeout, bool again, CancellationToken cancellationToken)
    {
        var table = runner.Plan.Configuration.MarkerTable;
        var writer = session.Monitor.Current.WriterOf(runner.Plan.WriterHostgroup)?.Address;
        if (!again && writer is { } server && TryFind(server, table, out var known)) return new ValueTask<MarkerGround>(known);
        return AskAsync(async, runner, session, table, timeout, cancellationToken);
    }

    /// <summary>Notes that an outcome was resolved.</summary>
    public void NoteResolved(ServerAddress server, string outcome)
    {
        metrics.OutcomeResolved(server, outcome);
        log.OutcomeResolved(server, outcome);
    }

    /// <summary>Notes that an outcome stays unknown.</summary>
    public void NoteUnknown(RoutingDbException error)
    {
        if (error.Server is not { } server) return;
        metrics.OutcomeUnknown(server);
        log.OutcomeUnknown(server, error.Hostgroup ?? 0, error);
    }

    private bool TryFind(ServerAddress server, MarkerTable? table, [NotNullWhen(true)] out MarkerGround? ground)
    {
        ground = null;
        if (!_grounds.TryGetValue(server, out var known) || known.Table != table || timeProvider.GetElapsedTime(known.At) > Period) return false;
        ground = known.Ground;
        return true;
    }

    private async ValueTask<MarkerGround> AskAsync(
        bool async, StatementRunner runner, RoutingSession session, MarkerTable? table, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var lastWrite = session.Affinity.LastWrite;
        var (server, ground) = table is null
            ? (session.Monitor.Current.WriterOf(runner.Plan.WriterHostgroup)?.Address, MarkerGround.Bad(MarkerDefect.NoSchema))
            : await runner.RunAsync<(ServerAddress?, MarkerGround), GroundOperation>(
                async, session, runner.Plan.Router.Marker, timeout, new GroundOperation(table, _ids.Next()), cancellationToken).ConfigureAwait(false);
        session.Affinity.TakeBackWrite(lastWrite);
        if (server is not { } asked) return ground;
        var before = KnownOf(asked);
        _grounds[asked] = (ground, table, timeProvider.GetTimestamp());
        if (!ground.IsGood && before?.Defect != ground.Defect)
            log.NoMarkers(asked, table?.ToString() ?? runner.Plan.Configuration.Failover.MarkerTable, MarkerDefects.Describe(ground.Defect));
        return ground;
    }
}
