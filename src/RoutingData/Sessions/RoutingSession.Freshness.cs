using RoutingData.Backends;
using RoutingData.Failover;
using RoutingData.Routing;
using RoutingData.Statements;

namespace RoutingData.Sessions;

// Which servers show what the session has written and seen. The moment by which all of that had been answered is its connection's, and
// outlives the session.
internal sealed partial class RoutingSession
{
    // The server of the last statement shows all that the session has written and seen.
    private bool _isPreviousFresh;

    /// <summary>Whether the server of its last statement shows all that it has written and seen.</summary>
    public bool IsLastServerFresh => _previous is null ? Owner is { IsLastServerFresh: true } : _isPreviousFresh;

    /// <summary>Whether something may be written while it closes, or has been, of which nothing is known.</summary>
    public bool MayWriteAtClose => IsReading || State.Pins.HasFlag(SessionPins.DriverConnection);

    /// <summary>A statement has been answered, or may have run without an answer.</summary>
    public void NoteAnswer(Route route)
    {
        if (route.MayWrite) NoteWritten(route.Consistency.Level);
        else if (route is { Traits.IsPlainRead: true, Consistency.Level: not ConsistencyLevel.Eventual } && source.Consistency.MonotonicReads)
            Owner?.NoteSeen(source.Monitor.NewestFetch);
    }

    /// <summary>What may have been written has been answered: a COMMIT, for one.</summary>
    public void NoteWritten() => NoteWritten(source.Consistency.Level);

    /// <summary>Another connection of its scope has written: only a writer is sure to show that too.</summary>
    public void NoteNews() =>
        _isPreviousFresh &= _previous is { } previous && source.Monitor.Current.Shows(previous.Serves, previous.Server, long.MaxValue);

    private void NoteWritten(ConsistencyLevel level)
    {
        var now = source.TimeProvider.GetTimestamp();
        Owner?.NoteWritten(now);
        // What is in a transaction is not to be seen yet.
        if (level != ConsistencyLevel.Eventual && Transaction is null && !State.Transaction.MayBeTransaction) source.Monitor.WantEvidence(now, now);
    }

    // Which servers may answer.
    private FreshnessDemand DemandOf((RouteTarget Target, int Hostgroup) place, Route route)
    {
        if (!IsForReplicas(place.Target, route)) return FreshnessDemand.None;
        var since = Owner?.MarkOf(this) ?? 0;
        var bound = route.Consistency.Level == ConsistencyLevel.Session ? 0 : BoundOf(route.Consistency);
        if ((since == 0 && bound == 0) || IsAssumedFresh(place.Hostgroup, Math.Max(since, bound))) return FreshnessDemand.None;
        return new FreshnessDemand(since, bound, _isPreviousFresh ? _previous : null, FreshServer);
    }

    private Monitor.ServerAddress? FreshServer => _previous is not null
        ? (_isPreviousFresh ? _previous.Server : null)
        : Owner is { IsLastServerFresh: true } owner ? owner.LastServer : null;

    // A read, or what begins a transaction of reads, whose snapshot may be as old as its beginning.
    private bool IsForReplicas(RouteTarget target, Route route) =>
        route.Consistency.Level != ConsistencyLevel.Eventual && !IsTied &&
        (target == RouteTarget.Reader || route.Traits.Effects.HasFlag(StatementEffects.BeginsReadOnlyTransaction));

    private long BoundOf(ConsistencyDemand consistency)
    {
        var now = source.TimeProvider.GetTimestamp();
        if (consistency.Level == ConsistencyLevel.Global) return now;
        var most = TicksOf(consistency.MaxStalenessMs);
        // Before it is too late: else every read would find evidence that has just become too old.
        if (source.Monitor.NewestFetch < now - (most / 2)) source.Monitor.WantEvidence(now - (most / 2), now);
        return now - most;
    }

    private bool IsAssumedFresh(int hostgroup, long moment) =>
        source.Consistency.AssumeFreshAfterMs is > 0 and var most && source.Monitor.Current.FreshnessOf(hostgroup) is { IsBlind: true } &&
        source.TimeProvider.GetTimestamp() - moment >= TicksOf(most);

    private long TicksOf(int milliseconds) => milliseconds * (source.TimeProvider.TimestampFrequency / 1000);

    // Whether the writer answers, since no reader may. Without a writer it is waited for.
    private bool IsKept(int hostgroup, in FreshnessDemand demand)
    {
        if (demand.IsNone) return false;
        var topology = source.Monitor.Current;
        if (demand is { Bound: 0, Previous: { IsGone: false } previous } && previous.Hostgroup == hostgroup) return false;
        return topology.WriterOf(hostgroup) is not null && !demand.IsMetByReader(hostgroup, topology);
    }

    // On a connection beside the one it holds for reads: on that it would stay.
    private (RouteTarget Target, int Hostgroup) OnWriter((RouteTarget Target, int Hostgroup) place) =>
        (place.Target, source.Monitor.Current.FindPair(place.Hostgroup)?.Pair.WriterHostgroup ?? place.Hostgroup);

    private async ValueTask WaitForReaderAsync(
        bool async, int hostgroup, FreshnessDemand demand, StatementAttempt attempt, CancellationToken cancellationToken)
    {
        var most = TimeSpan.FromMilliseconds(source.Consistency.WaitMs);
        source.Monitor.WantEvidence(Math.Max(demand.Since, demand.Bound), source.TimeProvider.GetTimestamp());
        await source.Monitor.WaitAsync(
            async, topology => demand.IsMetByReader(hostgroup, topology), most < attempt.Left ? most : attempt.Left,
            attempt.Waiting(source.Waits, cancellationToken)).ConfigureAwait(false);
    }

    // Before the statement runs, and before its connection is the last one.
    private void NotePlace(BackendConnection backend, (RouteTarget Target, int Hostgroup) place, Route route, bool isKept)
    {
        if (IsForReplicas(place.Target, route)) _isPreviousFresh = true;
        else if (backend != _previous || !_isPreviousFresh)
            _isPreviousFresh = source.Monitor.Current.Shows(place.Hostgroup, backend.Server, long.MaxValue);
        if (!isKept) return;
        source.Metrics.KeptOnWriter();
        source.Monitor.WantEvidence(Owner?.MarkOf(this) ?? 0, source.TimeProvider.GetTimestamp());
    }

    // What the freshness of servers makes of a decision, in words.
    private RouteDecision WithFreshness(RouteDecision decision, Route route)
    {
        var place = PlaceOf(route);
        var demand = DemandOf(place, route);
        if (demand.IsNone) return decision;
        var wanted = demand.Bound == 0 ? "this session's writes and what it has read" : "what was committed by then";
        if (IsKept(place.Hostgroup, demand))
            return decision with { Hostgroup = OnWriter(place).Hostgroup, Reason = $"{decision.Reason}; no reader is known to have {wanted} yet: the writer" };
        var topology = source.Monitor.Current;
        var writer = topology.WriterOf(place.Hostgroup)?.Address;
        var fresh = topology.MembersOf(place.Hostgroup)
            .Where(member => member.Address != writer && demand.IsMetBy(member, place.Hostgroup, topology))
            .Select(member => member.Address.Hostname).ToArray();
        return fresh.Length == 0
            ? decision with { Reason = $"{decision.Reason}; it waits for the writer: no reader is known to have {wanted}" }
            : decision with { Reason = $"{decision.Reason}; {(fresh.Length == 1 ? "reader" : "readers")} {string.Join(", ", fresh)} {(fresh.Length == 1 ? "has" : "have")} {wanted}" };
    }
}
