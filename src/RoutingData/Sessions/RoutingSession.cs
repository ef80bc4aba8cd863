using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using RoutingData.Connecting;
using RoutingData.Monitor;
using RoutingData.Plans;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Sessions;

/// <summary>One opened <see cref="RoutingDbConnection"/>: the backend connections it holds and the state it remembers.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The reader is the caller's.")]
internal sealed partial class RoutingSession(OpenSessions sessions, SessionState state) : IConnectionHolder
{
    private readonly HeldConnections _held = new();
    private SessionAffinity _affinity;
    private int _isRunning;

    public TopologyMonitor Monitor => sessions.Monitor;

    /// <summary>The connection whose session it is; told when state is lost.</summary>
    public ISessionOwner? Owner { get; set; }

    /// <summary>What it remembers.</summary>
    public SessionState State { get; private set; } = state;

    /// <summary>The database its statements run in.</summary>
    public string DatabaseIn(RoutingPlan plan) => State.Database ?? plan.DefaultSchema;

    /// <summary>What was lost with a connection; nothing runs any more until the session is closed.</summary>
    public RoutingDbException? Lost
    {
        get;
        private set
        {
            var isNews = field is null != value is null;
            field = value;
            if (isNews) Owner?.OnStateLostChanged(value is not null);
        }
    }

    /// <summary>The backend connections that it holds, in no order.</summary>
    public ReadOnlySpan<BackendConnection> Held => _held.All;

    /// <summary>Whether every statement must run on one connection.</summary>
    public bool HoldsState => State.MustStay || Transaction is not null;

    /// <summary>Whether the next statement is tied to what ran before it.</summary>
    public bool IsTied => State.MustStay || Transaction is not null || IsAmbient;

    /// <summary>Whether it keeps a connection from others, as far as another thread can see.</summary>
    public bool IsPinned => !_held.AreNone && IsTied;

    private BackendConnection? Holder => _affinity.Holder;

    /// <summary>The server of its last statement, whatever has become of the connection to it.</summary>
    public ServerAddress? LastServer => _affinity.Previous?.Server;

    /// <summary>A statement begins. One at a time: two threads in one session would move each other's connections.</summary>
    /// <exception cref="InvalidOperationException">Another one runs.</exception>
    public void Enter()
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 0) return;
        throw new InvalidOperationException(
            "This connection is already in use: another statement runs on it. Await each before the next, and open a connection for each thread.");
    }

    /// <summary>It has ended.</summary>
    public void Leave() => Volatile.Write(ref _isRunning, 0);

    /// <summary>Where a statement goes, with the session's state.</summary>
    public RouteDecision Decide(RoutingPlan plan, Route route)
    {
        ForgetEndedScope();
        var decision = plan.Router.Policy.DecideInSession(route.Decision, State, Transaction is not null, IsAmbient);
        return IsTied ? decision with { Hostgroup = PlaceOf(plan, route).Hostgroup } : WithFreshness(plan, decision, route);
    }

    /// <summary>The held connection a statement can run on as things are; null when something has to be done first.</summary>
    /// <exception cref="RoutingDbException">The session's state is lost.</exception>
    public BackendConnection? FindReady(RoutingPlan plan, Route route)
    {
        if (FindBusy() is { } busy) return busy;
        if (EndsReadOnlyTransaction(route.Traits)) return null;

        LeaveReader(plan, route.Traits);
        var place = PlaceOf(plan, route);
        var holder = HolderOfState(place, route.Traits);
        var demand = holder is null ? DemandOf(plan, place, route) : FreshnessDemand.None;
        var isKept = IsToKeep(place.Hostgroup, demand);
        if (isKept)
        {
            if (plan.Configuration.Consistency.WaitMs > 0 || Owner is { IsInDoubt: true } || !demand.IsMetByWriter(place.Hostgroup, Monitor.Current)) return null;
            (place, demand) = (OnWriter(place), FreshnessDemand.None);
        }

        var held = holder ?? _held.For(place.Hostgroup, Monitor.Current, _affinity.Home, demand);
        if (held is null || !IsReplayedOn(held) || !IsEnlistedOn(held)) return null;
        if (held.WasClosedAtRest())
        {
            // What holds state is found again as it is, and its loss told.
            if (holder is null) Drop(held);
            return null;
        }

        NotePlace(held, place, route, isKept);
        Take(plan, held, place, route.Traits);
        return held;
    }

    /// <summary>The backend connection a statement must run on: one that is held, or one rented now.</summary>
    /// <exception cref="RoutingDbException">There was no server in time, the wait was cancelled, or the session's state is lost.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<BackendConnection> RentAsync(
        bool async, RoutingPlan plan, Route route, StatementAttempt attempt, CancellationToken cancellationToken)
    {
        if (FindBusy() is { } busy) return busy;
        GoOnInScope();
        if (EndsReadOnlyTransaction(route.Traits)) await EndReadOnlyTransactionAsync(async, cancellationToken).ConfigureAwait(false);

        LeaveReader(plan, route.Traits);
        var place = PlaceOf(plan, route);
        try
        {
            var wait = plan.Configuration.Consistency.WaitMs;
            var isConfirmed = false;
            while (true)
            {
                var demand = DemandOf(plan, place, route);
                var isKept = IsToKeep(place.Hostgroup, demand);
                if (isKept && Owner is { IsInDoubt: true } && await IsToAskAgainAsync(async, plan, attempt, cancellationToken).ConfigureAwait(false)) continue;
                if (isKept && wait > 0)
                {
                    await WaitForReaderAsync(async, plan, place.Hostgroup, demand, attempt, cancellationToken).ConfigureAwait(false);
                    wait = 0;
                    continue;
                }

                if (isKept && !isConfirmed && !demand.IsMetByWriter(place.Hostgroup, Monitor.Current))
                {
                    await WaitForWriterAsync(async, plan, place.Hostgroup, demand, attempt, cancellationToken).ConfigureAwait(false);
                    isConfirmed = true;
                    continue;
                }

                if (isKept) (place, demand) = (OnWriter(place), FreshnessDemand.None);
                var backend = HolderOfState(place, route.Traits)
                    ?? (attempt.Failed.IsEmpty ? _held.For(place.Hostgroup, Monitor.Current, _affinity.Home, demand) : null)
                    ?? await plan.Connector.ConnectAsync(async, this, place.Hostgroup, attempt, demand, cancellationToken).ConfigureAwait(false);
                if (attempt.IsCancelled) throw NoServer.Cancelled(place.Hostgroup, exception: null);

                NotePlace(backend, place, route, isKept);
                Take(plan, backend, place, route.Traits);
                // The role may have changed meanwhile; what holds state is found again as it is.
                var isReplayed = IsReplayedOn(backend) || (
                    await SessionReplay.TryAsync(async, this, backend, attempt, cancellationToken).ConfigureAwait(false) && !backend.Pool.IsRetired);
                if (isReplayed && (IsEnlistedOn(backend) || TryEnlist(backend, attempt))) return backend;
                // It may be tied by what has come out.
                place = PlaceOf(plan, route);
            }
        }
        catch (OperationCanceledException exception) when (attempt.IsCancelled && !cancellationToken.IsCancellationRequested)
        {
            throw NoServer.Cancelled(place.Hostgroup, exception);
        }
        finally
        {
            attempt.EndWaiting();
        }
    }

    /// <inheritdoc/>
    public BackendConnection? HeldTo(ServerAddress server) =>
        _held.To(server) is { IsGone: false, Pool.IsRetired: false } held ? held : null;

    /// <inheritdoc/>
    public void Hold(BackendConnection backend) => _held.Add(backend);

    /// <inheritdoc/>
    public ValueTask ReturnIdleAsync(bool async) => _held.ReturnOthersAsync(async, Holder);

    /// <summary>A write waits for the next writer. The last write's connection to a server that is the writer no more must not keep that
    /// one from being drained: the next write's takes its place, and who asks for LAST_INSERT_ID() before is told that it is gone.</summary>
    public void ReturnFormerHome()
    {
        if (_affinity.Home is { } home && !HoldsState && home != _affinity.Bound) _held.DropIfWrong(home, Monitor.Current);
    }

    /// <summary>The database was changed on a connection.</summary>
    public void NoteDatabase(BackendConnection backend, string name)
    {
        backend.Database = name;
        State = State with { Database = name, Pins = State.Pins & ~SessionPins.NoDatabase };
    }

    /// <summary>A server has not the session's database, which is new, or was dropped: reads follow it to the writer.</summary>
    /// <returns>Whether that is news.</returns>
    public bool TryStayWithDatabase()
    {
        if (IsTied) return false;
        State = State with { Pins = State.Pins | SessionPins.NoDatabase };
        return true;
    }

    /// <summary>The application gets the driver's connection, and may do anything with it.</summary>
    public void HandOut(BackendConnection backend)
    {
        State = State with { Pins = State.Pins | SessionPins.DriverConnection };
        backend.HandOut(Owner);
    }

    /// <summary>Lets go of a connection that broke. What state it held is lost, and nothing may run as if it were still there.</summary>
    public void Drop(BackendConnection backend)
    {
        if (HoldsState && Holder == backend) Lost ??= CreateStateLostException(backend, innerException: null);
        Release(backend);
    }

    /// <summary>Lets go of a connection; what was on it is over.</summary>
    public void Release(BackendConnection backend)
    {
        _held.Drop(backend);
        _affinity.Release(backend);
    }

    /// <summary>Gives everything back; the next session begins with nothing of this one.</summary>
    public async ValueTask CloseAsync(bool async)
    {
        try
        {
            if (_reader is { IsClosed: false } open)
            {
                if (async) await open.DisposeAsync().ConfigureAwait(false);
                else open.Dispose();
            }
        }
        finally
        {
            // An open reader may have an error to tell, and the transaction ends all the same.
            await EndAsync(async).ConfigureAwait(false);
        }
    }

    private async ValueTask EndAsync(bool async)
    {
        try
        {
            if (Transaction is { } transaction) await transaction.EndAsync(async).ConfigureAwait(false);
        }
        finally
        {
            sessions.Release();
            // A transaction from outside goes on without the session.
            LeaveBoundInScope();
            if (!IsAmbient && Holder is { } holder) await SessionLocks.GiveBackAsync(async, State, holder).ConfigureAwait(false);
            LeaveScope();
            await _held.ReturnOthersAsync(async, keep: null).ConfigureAwait(false);
        }
    }

    /// <summary>Lets everything go for a connection that was never closed.</summary>
    public void Abandon()
    {
        sessions.Release();
        // Nothing refers to the reader either, or this would be referred to.
        _reader?.Forget();
        _held.Abandon();
    }

    // The driver's own words for a second command beside an open reader are the right ones.
    private BackendConnection? FindBusy()
    {
        if (Lost is not null) throw SessionLoss.Again(Lost);
        if (_reader is { IsClosed: false } && _affinity.Previous is { IsGone: false } busy) return busy;
        LookAtScope();
        ForgetBound();
        return null;
    }

    private void ForgetBound()
    {
        if (_affinity.Bound is not null && !State.Transaction.MayBeOpen && !IsAmbient) _affinity.Bound = null;
    }

    // A write has come, and goes to the writer. What a read-only transaction before it left on its reader stays behind, as far as anything can
    // tell unused: variables that are asked for again are an error.
    private void LeaveReader(RoutingPlan plan, StatementTraits traits)
    {
        if (!_affinity.HomeOnlyReads || traits.Target != StatementTarget.Writer || Transaction is not null || IsAmbient || State.Transaction.IsOpen) return;
        if (_affinity.Bound is not null || _affinity.Home is not { IsGone: false } home || !State.MustStay || SuccessorOf(home) is null) return;
        if (traits.UsesUserVariables && State.Pins.HasFlag(SessionPins.UserVariable)) throw SessionLoss.LeftBehind(home);
        _affinity.LeaveHome();
        State = State with { Pins = State.Pins & SessionPins.Rule, NamedLocks = 0, Transaction = sessions.InitialState(plan).Transaction };
        Release(home);
    }

    // What Decide says, without its words.
    private (RouteTarget Target, int Hostgroup) PlaceOf(RoutingPlan plan, Route route)
    {
        var decision = route.Decision;
        if (IsTied)
            return (RouteTarget.Session, HoldsState && Holder is { } holder ? holder.Serves : plan.WriterHostgroup);

        // What is replayed everywhere anyway need not wait for a writer: without one, reads go on (D35).
        return route.Traits.IsReplayed && Monitor.Current.WriterOf(decision.Hostgroup) is null
            ? (decision.Target, plan.Router.Policy.ReaderHostgroup)
            : (decision.Target, decision.Hostgroup);
    }

    private void Take(RoutingPlan plan, BackendConnection backend, (RouteTarget Target, int Hostgroup) place, StatementTraits traits)
    {
        if (traits.UsesUserVariables && _affinity.LeftOn is { } left && !State.Pins.HasFlag(SessionPins.UserVariable))
            throw SessionLoss.LeftBehind(left);
        backend.Serves = place.Hostgroup;
        if (place.Target != RouteTarget.Reader && place.Hostgroup == plan.WriterHostgroup) MoveHomeTo(backend);
        if (traits.AsksOfLastWrite && _affinity.LastWrite is { } wrote && wrote != backend && !IsReadOnlyTransaction)
            throw SessionLoss.OfLastWrite(wrote);
        // BEGIN is the caller's word, and writes nothing.
        if (traits.Target == StatementTarget.Writer && (traits.Transaction & TransactionEffects.SaysSo) == 0 && backend == _affinity.Home) _affinity.NoteWrite();
        _affinity.Previous = backend;
    }

    private BackendConnection? HolderOfState((RouteTarget Target, int Hostgroup) place, StatementTraits traits)
    {
        if (place.Target != RouteTarget.Session) return null;

        var asksForState = traits.Target == StatementTarget.Session && traits.Effects == StatementEffects.None;
        if (!HoldsState && !asksForState) return null;
        if (traits.FollowsPreviousStatement && _affinity.Previous is { } previous)
            return previous.IsGone ? throw SessionLoss.OfLastWrite(previous) : previous;
        if (Holder is not { } holder) return null;
        var mayWrite = !traits.IsPlainRead && !asksForState && !(_affinity.HomeOnlyReads && traits.Target == StatementTarget.Session);
        if (!holder.IsGone && !(mayWrite && IsSuperseded(holder))) return holder;

        var loss = CreateStateLostException(holder, innerException: null);
        Drop(holder);
        throw Lost ?? loss;
    }

    private void MoveHomeTo(BackendConnection backend)
    {
        if (_affinity.MoveHomeTo(backend) is { } former) _held.DropIfWrong(former, Monitor.Current);
    }

    // Whether database and settings are in force there already.
    private bool IsReplayedOn(BackendConnection backend) =>
        backend.SettingsApplied == State.SettingsVersion &&
        (State.Database is null || string.Equals(backend.Database, State.Database, StringComparison.Ordinal));
}
