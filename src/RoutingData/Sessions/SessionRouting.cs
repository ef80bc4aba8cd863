using System.Runtime.CompilerServices;
using RoutingData.Connecting;
using RoutingData.Connecting.Hedging;
using RoutingData.Monitor;
using RoutingData.Plans;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Sessions;

/// <summary>Finds the backend connection on which a statement of a session runs: one that holds its state, one that is held, or a rented one.</summary>
internal readonly struct SessionRouting(RoutingSession session)
{
    /// <summary>Decides where a statement goes, with the session's state.</summary>
    public RouteDecision Decide(RoutingPlan plan, Route route)
    {
        session.Scope?.ForgetIfEnded();
        var decision = plan.Router.Policy.DecideInSession(route.Decision, session.State, session.Transaction is not null, session.IsAmbient);
        var destination = DestinationOf(plan, route);
        return session.IsTied
            ? decision with { Hostgroup = destination.Hostgroup }
            : session.Freshness.Explain(plan, decision, destination, route);
    }

    /// <summary>Finds the held connection a statement can run on as things are; null when something has to be done first.</summary>
    /// <exception cref="RoutingDbException">The session's state is lost.</exception>
    public BackendConnection? FindReady(RoutingPlan plan, Route route)
    {
        if (FindBusy() is { } busy) return busy;
        if (session.Transactions.EndsReadOnly(route.Traits)) return null;

        LeaveReader(plan, route.Traits);
        var destination = DestinationOf(plan, route);
        var holder = HolderOfState(destination, route.Traits);
        var freshness = session.Freshness;
        var demand = holder is null ? freshness.DemandOf(plan, destination, route) : FreshnessDemand.None;
        var isKept = freshness.IsToKeep(destination.Hostgroup, demand);
        if (isKept)
        {
            if (plan.Configuration.Consistency.WaitMs > 0 || session.Owner is { IsInDoubt: true } ||
                !demand.IsMetByWriter(destination.Hostgroup, session.Monitor.Current))
                return null;
            (destination, demand) = (freshness.OnWriter(destination), FreshnessDemand.None);
        }

        var held = holder ?? session.Connections.For(destination.Hostgroup, session.Monitor.Current, session.Affinity.Home, demand);
        if (held is null || !IsReplayedOn(held) || !IsEnlistedOn(held)) return null;
        if (held.WasClosedAtRest())
        {
            // What holds state is found again as it is, and its loss is reported.
            if (holder is null) session.DetachBroken(held);
            return null;
        }

        freshness.NoteDestination(held, destination, route, isKept);
        Take(plan, held, destination, route.Traits);
        return held;
    }

    /// <summary>Finds the backend connection a statement must run on: one that is held, or one rented now.</summary>
    /// <exception cref="RoutingDbException">There was no server in time, the wait was cancelled, or the session's state is lost.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<BackendConnection> RentAsync(
        bool async, RoutingPlan plan, Route route, StatementAttempt attempt, CancellationToken cancellationToken)
    {
        if (FindBusy() is { } busy) return busy;
        session.Scope?.GoOn();
        if (session.Transactions.EndsReadOnly(route.Traits))
            await session.Transactions.EndReadOnlyAsync(async, cancellationToken).ConfigureAwait(false);

        LeaveReader(plan, route.Traits);
        var destination = DestinationOf(plan, route);
        try
        {
            var wait = plan.Configuration.Consistency.WaitMs;
            var isConfirmed = false;
            while (true)
            {
                var freshness = session.Freshness;
                var demand = freshness.DemandOf(plan, destination, route);
                var isKept = freshness.IsToKeep(destination.Hostgroup, demand);
                if (isKept && session.Owner is { IsInDoubt: true } &&
                    await freshness.IsToAskAgainAsync(async, plan, attempt, cancellationToken).ConfigureAwait(false))
                    continue;
                if (isKept && wait > 0)
                {
                    await freshness.WaitForReaderAsync(async, plan, destination.Hostgroup, demand, attempt, cancellationToken).ConfigureAwait(false);
                    wait = 0;
                    continue;
                }

                if (isKept && !isConfirmed && !demand.IsMetByWriter(destination.Hostgroup, session.Monitor.Current))
                {
                    await freshness.WaitForWriterAsync(async, plan, destination.Hostgroup, demand, attempt, cancellationToken).ConfigureAwait(false);
                    isConfirmed = true;
                    continue;
                }

                if (isKept) (destination, demand) = (freshness.OnWriter(destination), FreshnessDemand.None);
                var backend = HolderOfState(destination, route.Traits)
                    ?? (attempt.Failed.IsEmpty
                        ? session.Connections.For(destination.Hostgroup, session.Monitor.Current, session.Affinity.Home, demand)
                        : null);
                if (backend is null) await session.ReturnIdleAsync(async, destination.Hostgroup).ConfigureAwait(false);
                backend ??= await plan.Connector.ConnectAsync(async, session, destination.Hostgroup, attempt, demand, cancellationToken).ConfigureAwait(false);
                if (attempt.IsCancelled) throw NoServer.Cancelled(destination.Hostgroup, exception: null);

                freshness.NoteDestination(backend, destination, route, isKept);
                Take(plan, backend, destination, route.Traits);
                // The role may have changed meanwhile; what holds state is found again as it is.
                var isReplayed = IsReplayedOn(backend) || (
                    await SessionReplay.TryAsync(async, session, backend, attempt, cancellationToken).ConfigureAwait(false) && !backend.Pool.IsRetired);
                if (isReplayed && (session.Scope is null || session.Scope.TryEnlist(backend, attempt))) return backend;
                // It may be tied by what has come out.
                destination = DestinationOf(plan, route);
            }
        }
        catch (OperationCanceledException exception) when (attempt.IsCancelled && !cancellationToken.IsCancellationRequested)
        {
            throw NoServer.Cancelled(destination.Hostgroup, exception);
        }
        finally
        {
            attempt.EndWaiting();
        }
    }

    /// <summary>Reserves a permit at another reader for a read of a session that holds no state, while it runs; null when there is none to be had, or none that is
    /// fresh enough.</summary>
    /// <param name="late">What pays for it.</param>
    /// <param name="plan">What it runs under.</param>
    /// <param name="route">Its route.</param>
    /// <param name="running">The connection on which it runs.</param>
    public ServerPool? TryReserveBeside(LateReads late, RoutingPlan plan, Route route, BackendConnection running)
    {
        var asking = session;
        var demand = session.Freshness.DemandOf(plan, new Destination(RouteTarget.Reader, running.Serves), route);
        return plan.Connector.TryReserveBeside(late, running.Serves, server => asking.Connections.To(server) is null, demand);
    }

    /// <summary>Notes that a read has been answered on another connection than the one that it began on, which is over.</summary>
    public void MoveTo(RoutingPlan plan, Route route, BackendConnection former, BackendConnection backend)
    {
        var destination = new Destination(RouteTarget.Reader, former.Serves);
        session.Hold(backend);
        session.Freshness.NoteDestination(backend, destination, route, isKept: false);
        Take(plan, backend, destination, route.Traits);
    }

    // The driver's own words for a second command beside an open reader are the right ones.
    private BackendConnection? FindBusy()
    {
        if (session.Lost is not null) throw SessionLoss.Again(session.Lost);
        if (session.IsReading && session.Affinity.Previous is { IsGone: false } busy) return busy;
        session.Scope?.Verify();
        session.Transactions.ForgetBound();
        return null;
    }

    // A write has come, and goes to the writer. What a read-only transaction before it left on its reader stays behind, as far as anything can
    // tell unused: variables that are asked for again are an error.
    private void LeaveReader(RoutingPlan plan, StatementTraits traits)
    {
        ref var affinity = ref session.Affinity;
        var state = session.State;
        if (!affinity.HomeOnlyReads || traits.Target != StatementTarget.Writer || affinity.Transaction is not null || session.IsAmbient ||
            state.Transaction.IsOpen)
            return;
        if (affinity.Bound is not null || affinity.Home is not { IsGone: false } home || !state.MustStay || session.SuccessorOf(home) is null) return;
        if (traits.UsesUserVariables && state.Pins.HasFlag(SessionPins.UserVariable)) throw SessionLoss.LeftBehind(home);
        affinity.LeaveHome();
        session.State = state with
        {
            Pins = state.Pins & SessionPins.Rule, NamedLocks = 0, Transaction = session.Sessions.InitialState(plan).Transaction,
        };
        session.Detach(home);
    }

    // What Decide says, without its words.
    private Destination DestinationOf(RoutingPlan plan, Route route)
    {
        var decision = route.Decision;
        if (session.IsTied)
        {
            return new Destination(
                RouteTarget.Session, session.HoldsState && session.Affinity.Holder is { } holder ? holder.Serves : plan.WriterHostgroup);
        }

        // What is replayed everywhere anyway need not wait for a writer: without one, reads go on (D35).
        return route.Traits.IsReplayed && session.Monitor.Current.WriterOf(decision.Hostgroup) is null
            ? new Destination(decision.Target, plan.Router.Policy.ReaderHostgroup)
            : new Destination(decision.Target, decision.Hostgroup);
    }

    private void Take(RoutingPlan plan, BackendConnection backend, Destination destination, StatementTraits traits)
    {
        ref var affinity = ref session.Affinity;
        if (traits.UsesUserVariables && affinity.LeftOn is { } left && !session.State.Pins.HasFlag(SessionPins.UserVariable))
            throw SessionLoss.LeftBehind(left);
        backend.Serves = destination.Hostgroup;
        if (destination.Target != RouteTarget.Reader && destination.Hostgroup == plan.WriterHostgroup) session.MoveHomeTo(backend);
        if (traits.AsksOfLastWrite && affinity.LastWrite is { } wrote && wrote != backend && !session.Transactions.IsReadOnly)
            throw SessionLoss.OfLastWrite(wrote);
        // BEGIN is what the caller asked for, and writes nothing.
        if (traits.Target == StatementTarget.Writer && (traits.Transaction & TransactionEffects.SaysSo) == 0 && backend == affinity.Home) affinity.NoteWrite();
        affinity.Previous = backend;
    }

    private BackendConnection? HolderOfState(Destination destination, StatementTraits traits)
    {
        if (destination.Target != RouteTarget.Session) return null;

        ref var affinity = ref session.Affinity;
        var asksForState = traits.Target == StatementTarget.Session && traits.Effects == StatementEffects.None;
        if (!session.HoldsState && !asksForState) return null;
        if (traits.FollowsPreviousStatement && affinity.Previous is { } previous)
            return previous.IsGone ? throw SessionLoss.OfLastWrite(previous) : previous;
        if (affinity.Holder is not { } holder) return null;
        var mayWrite = !traits.IsPlainRead && !asksForState && !(affinity.HomeOnlyReads && traits.Target == StatementTarget.Session);
        if (!holder.IsGone && !(mayWrite && session.Transactions.IsSuperseded(holder))) return holder;

        var loss = session.CreateStateLostException(holder, innerException: null);
        session.DetachBroken(holder);
        throw session.Lost ?? loss;
    }

    private bool IsEnlistedOn(BackendConnection backend) => !session.IsAmbient || backend == session.Affinity.Bound;

    // Whether database and settings are in force there already.
    private bool IsReplayedOn(BackendConnection backend)
    {
        var state = session.State;
        return backend.SettingsApplied == state.SettingsVersion &&
            (state.Database is null || string.Equals(backend.Database, state.Database, StringComparison.Ordinal));
    }
}
