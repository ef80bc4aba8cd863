using RoutingData.Abstractions;
using RoutingData.Connecting;
using RoutingData.Monitor;
using RoutingData.Plans;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.SessionStates;
using RoutingData.Statements;
using RoutingData.Tokens;

namespace RoutingData.Sessions;

// Which servers show what the session has written and seen. The moment by which all of that had been answered is its connection's, and
// outlives the session.
internal sealed partial class RoutingSession
{
    // The server of the last statement shows all that the session has written and seen.
    private bool _isPreviousFresh;
    // What it reads may be newer than its first result was.
    private bool _seesUntilClosed;

    /// <summary>Whether its statement runs on the writer because no reader is known to be fresh enough.</summary>
    public bool IsKept { get; private set; }

    /// <summary>Whether the server of its last statement shows all that it has written and seen.</summary>
    public bool IsLastServerFresh => _affinity.Previous is null ? Owner is { IsLastServerFresh: true } : _isPreviousFresh;

    /// <summary>Whether something may be written while it closes, or has been, of which nothing is known.</summary>
    public bool MayWriteAtClose => IsReading || State.Pins.HasFlag(SessionPins.DriverConnection);

    /// <summary>Whether it may have written what no reader will ever have.</summary>
    public bool MayHaveWrittenUnlogged => State.Pins.HasFlag(SessionPins.Unlogged);

    private ServerAddress? FreshServer => _affinity.Previous is { } previous
        ? (_isPreviousFresh ? previous.Server : Owner?.ScopeServer)
        : Owner is { IsLastServerFresh: true } owner ? owner.LastServer : Owner?.ScopeServer;

    /// <summary>A statement has been answered, or may have run without an answer.</summary>
    public void NoteAnswer(RoutingPlan plan, Route route)
    {
        if (route.MayWrite)
        {
            NoteWritten(route.Consistency.Level);
            return;
        }

        if (!route.Traits.IsPlainRead || route.Consistency.Level == ConsistencyLevel.Eventual || Owner is not { } owner) return;
        if (plan.Configuration.Consistency.MonotonicReads)
        {
            NoteSeen(owner);
            _seesUntilClosed = route.Traits.StatementCount > 1;
        }

        // Now, not before: what was fetched meanwhile need not have what it has seen on the writer.
        if (IsKept) Monitor.WantEvidence(owner.MarkOf(this), Monitor.Now);
    }

    /// <summary>The last of what was read has been answered.</summary>
    public void NoteRead()
    {
        if (!_seesUntilClosed) return;
        _seesUntilClosed = false;
        if (Owner is { } owner) NoteSeen(owner);
    }

    /// <summary>What may have been written has been answered: a COMMIT, for one.</summary>
    public void NoteWritten(ConsistencyLevel level)
    {
        var now = Monitor.Now;
        Owner?.NoteWritten(now);
        // What is in a transaction is not to be seen yet.
        if (level != ConsistencyLevel.Eventual && Transaction is null && !State.Transaction.MayBeTransaction) Monitor.WantEvidence(now, now);
    }

    /// <summary>Another connection of its scope has written or seen something: only a writer is sure to show that too, and the server where it was seen.</summary>
    /// <param name="server">That server; null when none is known.</param>
    public void NoteNews(ServerAddress? server)
    {
        if (_affinity.Previous is not { } previous) return;
        var isThere = previous.Server == server && !previous.IsOfOther;
        _isPreviousFresh = isThere || (_isPreviousFresh && Monitor.Current.Shows(previous.Serves, previous.Server, long.MaxValue));
    }

    // Which servers may answer.
    private FreshnessDemand DemandOf(RoutingPlan plan, (RouteTarget Target, int Hostgroup) place, Route route)
    {
        if (!IsForReplicas(place.Target, route)) return FreshnessDemand.None;
        var since = Owner?.MarkOf(this) ?? 0;
        var bound = route.Consistency.Level == ConsistencyLevel.Session ? 0 : BoundOf(route.Consistency, place.Hostgroup);
        if ((since == 0 && bound == 0) || IsAssumedFresh(plan, place.Hostgroup, Math.Max(since, bound))) return FreshnessDemand.None;
        return new FreshnessDemand(since, bound, _isPreviousFresh ? _affinity.Previous : null, FreshServer);
    }

    // A read, or what begins a transaction of reads, whose snapshot may be as old as its beginning.
    private bool IsForReplicas(RouteTarget target, Route route) =>
        route.Consistency.Level != ConsistencyLevel.Eventual && !IsTied &&
        (target == RouteTarget.Reader || route.Traits.Effects.HasFlag(StatementEffects.BeginsReadOnlyTransaction));

    private long BoundOf(ConsistencyDemand consistency, int hostgroup)
    {
        var now = Monitor.Now;
        if (consistency.Level == ConsistencyLevel.Global) return now;
        var most = Monitor.SpanOf(consistency.MaxStalenessMs);
        // Before it is too late: else every read would find evidence that has just become too old.
        if (Monitor.Current.FreshnessOf(hostgroup) is { FetchedAt: var fetchedAt } && fetchedAt < now - (most / 2)) Monitor.WantEvidence(now - (most / 2), now);
        return now - most;
    }

    private bool IsAssumedFresh(RoutingPlan plan, int hostgroup, long moment) =>
        plan.Configuration.Consistency.AssumeFreshAfterMs is > 0 and var most && Monitor.Current.FreshnessOf(hostgroup) is { IsBlind: true } &&
        Monitor.Now - moment >= Monitor.SpanOf(most);

    // Whether the writer answers, since no reader may. Without a writer it is waited for.
    private bool IsToKeep(int hostgroup, in FreshnessDemand demand)
    {
        if (demand.IsNone) return false;
        if (demand is { Bound: 0, Previous: { IsGone: false } previous } && previous.Hostgroup == hostgroup) return false;
        var topology = Monitor.Current;
        return topology.WriterOf(hostgroup) is not null && !demand.IsMetByReader(hostgroup, topology);
    }

    // Be it in vain. What a token asks for may come down to a moment meanwhile.
    private ValueTask WaitForReaderAsync(
        bool async, RoutingPlan plan, int hostgroup, FreshnessDemand demand, StatementAttempt attempt, CancellationToken cancellationToken)
    {
        Monitor.WantEvidence(Math.Max(demand.Since, demand.Bound), Monitor.Now);
        return plan.Connector.WaitUntilAsync(
            async, topology => (demand with { Since = Owner?.MarkOf(this) ?? 0 }).IsMetByReader(hostgroup, topology),
            TimeSpan.FromMilliseconds(plan.Configuration.Consistency.WaitMs), attempt, cancellationToken);
    }

    // What others have written is on the server that is the writer still. Where that cannot be known in time, the one that was it last answers.
    private ValueTask WaitForWriterAsync(
        bool async, RoutingPlan plan, int hostgroup, FreshnessDemand demand, StatementAttempt attempt, CancellationToken cancellationToken)
    {
        Monitor.WantPosition(demand.Bound, Monitor.Now);
        return plan.Connector.WaitUntilAsync(
            async, topology => demand.IsMetByWriter(hostgroup, topology), TokenDemand.MostWait, attempt, cancellationToken);
    }

    // Another server has written what a token speaks of: before the writer answers it is asked whether it is still the writer.
    private async ValueTask<bool> IsToAskAgainAsync(bool async, RoutingPlan plan, StatementAttempt attempt, CancellationToken cancellationToken)
    {
        if (Owner is not { } owner || attempt.Left == TimeSpan.Zero) return false;
        await plan.Connector.WaitUntilAsync(async, _ => IsKnown(), TokenDemand.MostWait, attempt, cancellationToken).ConfigureAwait(false);
        return IsKnown();

        bool IsKnown()
        {
            owner.MarkOf(this);
            return !owner.IsInDoubt;
        }
    }

    // On a connection beside the one it holds for reads: on that it would stay.
    private (RouteTarget Target, int Hostgroup) OnWriter((RouteTarget Target, int Hostgroup) place) =>
        (place.Target, Monitor.Current.FindPair(place.Hostgroup)?.Pair.WriterHostgroup ?? place.Hostgroup);

    // Before the statement runs, and before its connection is the last one.
    private void NotePlace(BackendConnection backend, (RouteTarget Target, int Hostgroup) place, Route route, bool isKept)
    {
        if (IsForReplicas(place.Target, route)) _isPreviousFresh = true;
        else if (backend != _affinity.Previous || !_isPreviousFresh)
            _isPreviousFresh = Monitor.Current.Shows(place.Hostgroup, backend.Server, long.MaxValue);
        IsKept = isKept;
    }

    private void NoteSeen(ISessionOwner owner) =>
        owner.NoteSeen(Monitor.NewestFetch, _isPreviousFresh && _affinity.Previous is { IsOfOther: false } previous ? previous.Server : null);

    // What the freshness of servers makes of a decision, in words.
    private RouteDecision WithFreshness(RoutingPlan plan, RouteDecision decision, Route route)
    {
        var place = PlaceOf(plan, route);
        var demand = DemandOf(plan, place, route);
        if (demand.IsNone) return decision;
        var topology = Monitor.Current;
        var reason = FreshnessReason.Of(topology, place.Hostgroup, demand);
        return IsToKeep(place.Hostgroup, demand)
            ? decision with { Hostgroup = OnWriter(place).Hostgroup, Reason = $"{decision.Reason}; {reason}" }
            : decision with { Reason = $"{decision.Reason}; {reason}" };
    }
}
