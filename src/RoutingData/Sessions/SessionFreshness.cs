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

/// <summary>
/// Judges which servers show what a session has written and seen. The moment by which all of that had been answered is its connection's, and
/// outlives the session.
/// </summary>
internal readonly struct SessionFreshness(RoutingSession session)
{
    /// <summary>Whether the server of its last statement shows all that it has written and seen.</summary>
    public bool IsLastServerFresh => session.Affinity.Previous is null ? session.Owner is { IsLastServerFresh: true } : session.IsPreviousFresh;

    /// <summary>Whether something may be written while it closes, or has been, of which nothing is known.</summary>
    public bool MayWriteAtClose => session.IsReading || session.State.Pins.HasFlag(SessionPins.DriverConnection);

    /// <summary>Whether it may have written what no reader will ever have.</summary>
    public bool MayHaveWrittenUnlogged => session.State.Pins.HasFlag(SessionPins.Unlogged);

    private ServerAddress? FreshServer => session.Affinity.Previous is { } previous
        ? (session.IsPreviousFresh ? previous.Server : session.Owner?.ScopeServer)
        : session.Owner is { IsLastServerFresh: true } owner ? owner.LastServer : session.Owner?.ScopeServer;

    /// <summary>Notes that a statement has been answered, or may have run without an answer.</summary>
    public void NoteAnswer(RoutingPlan plan, Route route)
    {
        if (route.MayWrite)
        {
            NoteWritten(route.Consistency.Level);
            return;
        }

        if (!route.Traits.IsPlainRead || route.Consistency.Level == ConsistencyLevel.Eventual || session.Owner is not { } owner) return;
        if (plan.Configuration.Consistency.MonotonicReads)
        {
            NoteSeen(owner);
            session.SeesUntilClosed = route.Traits.StatementCount > 1;
        }

        // Now, not before: what was fetched meanwhile need not have what it has seen on the writer.
        if (session.IsKept) session.Monitor.Evidence.Want(owner.MarkOf(session), session.Monitor.Now);
    }

    /// <summary>Notes that the last of what was read has been answered.</summary>
    public void NoteRead()
    {
        if (!session.SeesUntilClosed) return;
        session.SeesUntilClosed = false;
        if (session.Owner is { } owner) NoteSeen(owner);
    }

    /// <summary>Notes that what may have been written has been answered: a COMMIT, for one.</summary>
    public void NoteWritten(ConsistencyLevel level)
    {
        var now = session.Monitor.Now;
        session.Owner?.NoteWritten(now);
        session.Transaction?.NoteWrite();
        // What is in a transaction is not to be seen yet.
        if (level == ConsistencyLevel.Eventual || session.Transaction is not null || session.State.Transaction.MayBeTransaction) return;
        if (session.Affinity.Previous is { } previous) session.Monitor.NoteCommitted(previous.Serves, previous.Server);
        session.Monitor.Evidence.Want(now, now);
    }

    /// <summary>Notes that another connection of its scope has written or seen something, which only a writer is sure to show, and the server where it was seen.</summary>
    /// <param name="server">That server; null when none is known.</param>
    public void NoteNews(ServerAddress? server)
    {
        if (session.Affinity.Previous is not { } previous) return;
        var isThere = previous.Server == server && !previous.IsOfOther;
        session.IsPreviousFresh = isThere || (session.IsPreviousFresh && session.Monitor.Current.Shows(previous.Serves, previous.Server, long.MaxValue));
    }

    /// <summary>Finds which servers may answer a statement.</summary>
    public FreshnessDemand DemandOf(RoutingPlan plan, Destination destination, Route route)
    {
        if (!IsForReplicas(destination.Target, route)) return FreshnessDemand.None;
        var since = session.Owner?.MarkOf(session) ?? 0;
        var bound = route.Consistency.Level == ConsistencyLevel.Session ? 0 : BoundOf(route.Consistency, destination.Hostgroup);
        if ((since == 0 && bound == 0) || IsAssumedFresh(plan, destination.Hostgroup, Math.Max(since, bound))) return FreshnessDemand.None;
        return new FreshnessDemand(since, bound, session.IsPreviousFresh ? session.Affinity.Previous : null, FreshServer);
    }

    // A read, or what begins a transaction of reads, whose snapshot may be as old as its beginning.
    private bool IsForReplicas(RouteTarget target, Route route) =>
        route.Consistency.Level != ConsistencyLevel.Eventual && !session.IsTied &&
        (target == RouteTarget.Reader || route.Traits.Effects.HasFlag(StatementEffects.BeginsReadOnlyTransaction));

    private long BoundOf(ConsistencyDemand consistency, int hostgroup)
    {
        var now = session.Monitor.Now;
        if (consistency.Level == ConsistencyLevel.Global) return now;
        var most = session.Monitor.SpanOf(consistency.MaxStalenessMs);
        // Before it is too late: else every read would find evidence that has just become too old.
        if (session.Monitor.Current.FreshnessOf(hostgroup) is { FetchedAt: var fetchedAt } && fetchedAt < now - (most / 2))
            session.Monitor.Evidence.Want(now - (most / 2), now);
        return now - most;
    }

    private bool IsAssumedFresh(RoutingPlan plan, int hostgroup, long moment) =>
        plan.Configuration.Consistency.AssumeFreshAfterMs is > 0 and var most && session.Monitor.Current.FreshnessOf(hostgroup) is { IsBlind: true } &&
        session.Monitor.Now - moment >= session.Monitor.SpanOf(most);

    /// <summary>Whether the writer answers, because no reader may. Without a writer a reader is waited for.</summary>
    public bool IsToKeep(int hostgroup, in FreshnessDemand demand)
    {
        if (demand.IsNone) return false;
        if (demand is { Bound: 0, Previous: { IsGone: false } previous } && previous.Hostgroup == hostgroup) return false;
        var topology = session.Monitor.Current;
        return topology.WriterOf(hostgroup) is not null && !demand.IsMetByReader(hostgroup, topology);
    }

    /// <summary>Waits until a reader may answer, or the time for that is over. What a token asks for may come down to a moment meanwhile.</summary>
    public ValueTask WaitForReaderAsync(
        bool async, RoutingPlan plan, int hostgroup, FreshnessDemand demand, StatementAttempt attempt, CancellationToken cancellationToken)
    {
        var asking = session;
        asking.Monitor.Evidence.Want(Math.Max(demand.Since, demand.Bound), asking.Monitor.Now);
        return plan.Connector.WaitUntilAsync(
            async, topology => (demand with { Since = asking.Owner?.MarkOf(asking) ?? 0 }).IsMetByReader(hostgroup, topology),
            TimeSpan.FromMilliseconds(plan.Configuration.Consistency.WaitMs), attempt, cancellationToken);
    }

    /// <summary>Waits until the writer is known to be the one still: it has what others have written. Where that cannot be known in time, the
    /// last known one answers.</summary>
    public ValueTask WaitForWriterAsync(
        bool async, RoutingPlan plan, int hostgroup, FreshnessDemand demand, StatementAttempt attempt, CancellationToken cancellationToken)
    {
        session.Monitor.Evidence.WantPosition(demand.Bound, session.Monitor.Now);
        return plan.Connector.WaitUntilAsync(
            async, topology => demand.IsMetByWriter(hostgroup, topology), TokenDemand.MostWait, attempt, cancellationToken);
    }

    /// <summary>Waits until the writer has been asked whether it still is the writer, because another server has written what a token marks.</summary>
    /// <returns>Whether the answer is known, so that the demand has to be found anew.</returns>
    public async ValueTask<bool> IsToAskAgainAsync(bool async, RoutingPlan plan, StatementAttempt attempt, CancellationToken cancellationToken)
    {
        var asking = session;
        if (asking.Owner is not { } owner || attempt.Left == TimeSpan.Zero) return false;
        await plan.Connector.WaitUntilAsync(async, _ => IsKnown(), TokenDemand.MostWait, attempt, cancellationToken).ConfigureAwait(false);
        return IsKnown();

        bool IsKnown()
        {
            owner.MarkOf(asking);
            return !owner.IsInDoubt;
        }
    }

    /// <summary>Moves a destination to the writer's hostgroup: the statement runs on a connection beside the one held for reads, on which later
    /// reads would stay otherwise.</summary>
    public Destination OnWriter(Destination destination) =>
        destination with { Hostgroup = session.Monitor.Current.FindPair(destination.Hostgroup)?.Pair.WriterHostgroup ?? destination.Hostgroup };

    /// <summary>Notes where a statement goes, before it runs and before its connection is the last one.</summary>
    public void NoteDestination(BackendConnection backend, Destination destination, Route route, bool isKept)
    {
        if (IsForReplicas(destination.Target, route)) session.IsPreviousFresh = true;
        else if (backend != session.Affinity.Previous || !session.IsPreviousFresh)
            session.IsPreviousFresh = session.Monitor.Current.Shows(destination.Hostgroup, backend.Server, long.MaxValue);
        session.IsKept = isKept;
    }

    private void NoteSeen(ISessionOwner owner) =>
        owner.NoteSeen(
            session.Monitor.Evidence.NewestFetch,
            session.IsPreviousFresh && session.Affinity.Previous is { IsOfOther: false } previous ? previous.Server : null);

    /// <summary>Adds to a decision what the freshness of servers makes of it, in words.</summary>
    public RouteDecision Explain(RoutingPlan plan, RouteDecision decision, Destination destination, Route route)
    {
        var demand = DemandOf(plan, destination, route);
        if (demand.IsNone) return decision;
        var topology = session.Monitor.Current;
        var reason = FreshnessReason.Of(topology, destination.Hostgroup, demand);
        return IsToKeep(destination.Hostgroup, demand)
            ? decision with { Hostgroup = OnWriter(destination).Hostgroup, Reason = $"{decision.Reason}; {reason}" }
            : decision with { Reason = $"{decision.Reason}; {reason}" };
    }
}
