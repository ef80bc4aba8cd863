using System.Diagnostics.CodeAnalysis;
using RoutingData.Connecting;
using RoutingData.Monitor;
using RoutingData.Plans;
using RoutingData.Pools;
using RoutingData.SessionStates;

namespace RoutingData.Sessions;

/// <summary>One opened <see cref="RoutingDbConnection"/>: the backend connections it holds, and the state it remembers.</summary>
/// <remarks>
/// It is what the parts below share, and no more; each is a view of it that costs nothing to make.
/// <code>
/// SessionRouting       on which connection a statement runs
/// SessionFreshness     which servers show what the session has written and seen
/// SessionResults       what the session learns from texts that ran, and from their results
/// SessionTransactions  transactions that the session itself has begun
/// SessionScope         the transaction from outside in which it takes part, while it does
/// SessionClosing       giving everything back
/// </code>
/// </remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The reader is the caller's.")]
internal sealed class RoutingSession(OpenSessions sessions, SessionState state) : IConnectionHolder
{
    private HeldConnections _held = new();
    private SessionAffinity _affinity;
    private int _isRunning;

    /// <summary>All sessions of its data source, and what they share.</summary>
    public OpenSessions Sessions => sessions;

    public TopologyMonitor Monitor => sessions.Monitor;

    /// <summary>The connection whose session it is; notified when state is lost.</summary>
    public ISessionOwner? Owner { get; set; }

    /// <summary>What it remembers.</summary>
    public SessionState State { get; set; } = state;

    /// <summary>Which of its connections it belongs to.</summary>
    public ref SessionAffinity Affinity => ref _affinity;

    /// <summary>The backend connections that it holds.</summary>
    public ref HeldConnections Connections => ref _held;

    /// <summary>The same, in no order.</summary>
    public ReadOnlySpan<BackendConnection> Held => _held.All;

    public SessionRouting Routing => new(this);

    public SessionFreshness Freshness => new(this);

    public SessionResults Results => new(this);

    public SessionTransactions Transactions => new(this);

    /// <summary>The transaction from outside in which it takes part; null while it takes part in none.</summary>
    public SessionScope? Scope { get; set; }

    /// <summary>The reader that was opened last, until it is closed.</summary>
    public RoutingDbDataReader? Reader { get; set; }

    /// <summary>Whether the last statement ran on the writer because no reader was known to be fresh enough.</summary>
    public bool IsKept { get; set; }

    /// <summary>Whether the last statement went with a marker, so that what the server says of the statement before is said of that.</summary>
    public bool IsMarked { get; set; }

    /// <summary>Whether the server of the last statement shows all that the session has written and seen.</summary>
    public bool IsPreviousFresh { get; set; }

    /// <summary>Whether what the open reader reads may be newer than its first result was.</summary>
    public bool SeesUntilClosed { get; set; }

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

    /// <summary>The open transaction of ADO.NET, if any.</summary>
    public ISessionTransaction? Transaction => _affinity.Transaction;

    /// <summary>Whether it takes part in a transaction from outside.</summary>
    public bool IsAmbient => Scope is not null;

    /// <summary>Whether every statement must run on one connection.</summary>
    public bool HoldsState => State.MustStay || Transaction is not null;

    /// <summary>Whether the next statement is tied to what ran before it.</summary>
    public bool IsTied => HoldsState || IsAmbient;

    /// <summary>Whether it keeps a connection from others, as far as another thread can see.</summary>
    public bool IsPinned => !_held.AreNone && IsTied;

    /// <summary>Whether a reader is open, so that its connection is busy.</summary>
    public bool IsReading => Reader is { IsClosed: false };

    /// <summary>The server of its last statement, whatever has become of the connection to it.</summary>
    public ServerAddress? LastServer => _affinity.Previous?.Server;

    /// <summary>Returns the database its statements run in.</summary>
    public string DatabaseIn(RoutingPlan plan) => State.Database ?? plan.DefaultSchema;

    /// <summary>Begins a statement. One at a time: two threads in one session would move each other's connections.</summary>
    /// <exception cref="InvalidOperationException">Another one runs.</exception>
    public void Enter()
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 0) return;
        throw new InvalidOperationException(
            "This connection is already in use: another statement runs on it. Await each before the next, and open a connection for each thread.");
    }

    /// <summary>Ends it.</summary>
    public void Leave() => Volatile.Write(ref _isRunning, 0);

    /// <inheritdoc/>
    public BackendConnection? HeldTo(ServerAddress server) =>
        _held.To(server) is { IsGone: false, Pool.IsRetired: false } held ? held : null;

    /// <inheritdoc/>
    public void Hold(BackendConnection backend) => _held.Add(backend);

    /// <inheritdoc/>
    public ValueTask ReturnIdleAsync(bool async) => ReturnOthersAsync(async, _affinity.Holder);

    /// <summary>Returns the connections that serve a hostgroup, except the one with the session's state, before another one is rented: a session
    /// would come to hold one to every reader that was fresh in its turn (D42).</summary>
    /// <param name="async">Whether to await.</param>
    /// <param name="hostgroup">Hostgroup id.</param>
    public ValueTask ReturnIdleAsync(bool async, int hostgroup) => ReturnOthersAsync(async, _affinity.Holder, hostgroup);

    /// <summary>Detaches the last write's connection if its server is the writer no more: a write waits for the next writer, and the connection
    /// would keep the former one from being drained. The next write's takes its place; LAST_INSERT_ID() before that is an error.</summary>
    public void DetachFormerHome()
    {
        if (_affinity.Home is { } home && !HoldsState && home != _affinity.Bound) _held.DetachIfWrong(home, Monitor.Current);
    }

    /// <summary>Makes a connection the home, unless a transaction only borrows it.</summary>
    public void MoveHomeTo(BackendConnection backend)
    {
        if (_affinity.MoveHomeTo(backend) is { } former) _held.DetachIfWrong(former, Monitor.Current);
    }

    /// <summary>Gives the application the driver's connection, with which it may do anything.</summary>
    public void HandOut(BackendConnection backend)
    {
        State = State with { Pins = State.Pins | SessionPins.DriverConnection };
        backend.HandOut(Owner);
    }

    /// <summary>Detaches a connection that broke. What state it held is lost, and nothing may run as if it were still there.</summary>
    public void DetachBroken(BackendConnection backend)
    {
        if (HoldsState && _affinity.Holder == backend) Lost ??= CreateStateLostException(backend, innerException: null);
        Detach(backend);
    }

    /// <summary>Detaches a connection; what was on it is over.</summary>
    public void Detach(BackendConnection backend)
    {
        _held.Detach(backend);
        _affinity.Detach(backend);
    }

    /// <summary>Marks the state as lost, with the error that the caller got.</summary>
    public void MarkStateLost(RoutingDbException loss) => Lost = loss;

    /// <summary>Forgets what was lost: the transaction that was lost with it has ended.</summary>
    public void ForgetLoss() => Lost = null;

    /// <summary>Creates the error for a connection that held the session's state.</summary>
    public RoutingDbException CreateStateLostException(BackendConnection backend, Exception? innerException) => SessionLoss.Of(
        State, Transaction is not null || IsAmbient, backend,
        !backend.IsGone && SuccessorOf(backend) is { } writer ? SessionLoss.Superseded(writer) : SessionLoss.Broke, innerException);

    /// <summary>Creates the error for a connection that broke under an open reader, on which it stays until that is closed.</summary>
    public RoutingDbException LoseWith(BackendConnection backend, Exception? innerException)
    {
        var loss = CreateStateLostException(backend, innerException);
        if (HoldsState && _affinity.Holder == backend) MarkStateLost(loss);
        return loss;
    }

    /// <summary>Finds the server that writes now in place of a connection's; null while there is none.</summary>
    public ServerAddress? SuccessorOf(BackendConnection holder) => Monitor.Current.SuccessorOf(holder.Serves, holder.Server);

    /// <summary>Gives everything back; the next session begins with nothing of this one.</summary>
    public ValueTask CloseAsync(bool async) => new SessionClosing(this).RunAsync(async);

    /// <summary>Disposes in the background of everything that a connection left that was never closed.</summary>
    public void DisposeInBackground()
    {
        sessions.Release();
        // Nothing refers to the reader either, or this would be referred to.
        Reader?.Forget();
        _held.DisposeInBackground();
    }

    /// <summary>Returns the connections that it holds.</summary>
    /// <param name="async">Whether to await.</param>
    /// <param name="keep">One to keep.</param>
    /// <param name="hostgroup">Hostgroup id of those to return; null for all.</param>
    public async ValueTask ReturnOthersAsync(bool async, BackendConnection? keep, int? hostgroup = null)
    {
        while (_held.TakeOther(keep, hostgroup) is { } backend) await HeldConnections.ReturnAsync(async, backend).ConfigureAwait(false);
    }
}
