using System.Data;
using System.Data.Common;
using System.Diagnostics;
using RoutingData.Monitor;
using static RoutingData.Pools.BackendState;

namespace RoutingData.Pools;

/// <summary>
/// One physical connection that a session holds, what the session has set up on it, and what runs on it now. From outside it is ended by its
/// socket alone: a thread of the caller's may be inside the driver, which bears no second one there.
/// </summary>
internal sealed class BackendConnection(ServerPool pool, DbConnection connection, int hostgroup)
{
    // What has become of it. Each comes once and stays, but for the two about its reader, which end with it.
    private const int Left = 1;
    private const int Abandoned = 2;
    private const int Disposed = 4;
    private const int HandedOut = 8;
    private const int Spent = 16;
    private const int BeingRead = 32;
    private const int ReadLast = 64;
    private const int OfOther = 128;
    private const int LossTold = 256;
    // So many bits, and above them its number: an open costs no byte more for it.
    private const int Marks = 9;

    // What a driver may still do after its socket was cut, before its caller is released without it.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    // Ticks. Idle timeouts of servers (wait_timeout) are whole seconds, and looking costs a call to the system.
    private const int LongRest = 10;

    private object? _socket = pool.SocketOf(connection);
    private CancellationTokenSource? _end;
    // What the driver is still at after the caller has been released, where its socket does not end it, or there is none.
    private volatile Task? _pending;
    private volatile int _since;
    private int _state;
    private int _marks;

    /// <summary>The driver's connection.</summary>
    public DbConnection Connection => connection;

    public ServerPool Pool => pool;

    public ServerAddress Server => pool.Address;

    /// <summary>Id of the hostgroup it was rented for.</summary>
    public int Hostgroup { get; } = hostgroup;

    /// <summary>Id of the hostgroup that its last statement was meant for: a reader's connection may serve writes too.</summary>
    public int Serves { get; set; } = hostgroup;

    /// <summary>How many used its pool when it was opened; its pool finds it by that.</summary>
    public int Number
    {
        get => _marks >> Marks;
        init => _marks = value << Marks;
    }

    /// <summary>How many statements it has answered that its pool does not know of yet. Its session's alone to change: an interlocked addition for each statement
    /// would cost more than all else that is counted.</summary>
    public int Answered { get; set; }

    /// <summary>The version of the session's settings that is in force on it; 0 for none.</summary>
    public int SettingsApplied { get; set; }

    /// <summary>The database the session chose on it; null for the pool's own.</summary>
    public string? Database { get; set; }

    /// <summary>The socket under it, where one is to be found: the physical connection itself, whichever session rents it.</summary>
    public object? Socket => _socket;

    /// <summary>Whether what waits on it can be ended by its socket.</summary>
    public bool HasSocket => _socket is not null;

    /// <summary>Whether it was ended from outside, or given up: no data that comes from it now can be trusted to be whole.</summary>
    public bool IsEnded => (Volatile.Read(ref _state) & ~Inside) is Terminated or Outdated;

    /// <summary>Whether it was ended while it was being proven, because its pool serves no more.</summary>
    public bool IsOutdated => (Volatile.Read(ref _state) & ~Inside) == Outdated;

    /// <summary>Whether its server closes it after what has just run on it; what the caller still reads is whole.</summary>
    public bool IsSpent => Has(Spent);

    /// <summary>Whether it must not go on: it was ended, its server closes it, or the driver says it is broken.</summary>
    public bool IsGone => IsEnded || IsSpent || connection.State != ConnectionState.Open;

    /// <summary>Whether its session has let go of it: another one may use the driver's connection by now, or it is being disposed of.</summary>
    public bool HasLeft => Has(Left);

    /// <summary>Whether its caller was released while the driver was still at work: the command and the reader are the driver's until then.</summary>
    public bool IsLeftBehind => _pending is { IsCompleted: false } && IsEnded;

    /// <summary>The error for a command or batch that the driver still holds here.</summary>
    public InvalidOperationException StillHolds(string what) => new(
        $"The driver is still at work with this {what} on {Server} (hostgroup {Serves}), which does not answer: use a new {what}.");

    /// <summary>The error for a command that the driver believes to be busy here, where nothing runs any more: the connection is about to be
    /// disposed of, and then the command is free.</summary>
    public RoutingDbException Holds(string what, Exception innerException) => new(
        $"The connection to {Server} (hostgroup {Serves}) is gone, and the driver has not let go of the {what} that ran on it yet. It was not sent.",
        StatementOutcome.NotExecuted, isTransient: true, innerException)
    {
        Server = Server,
        Hostgroup = Serves,
    };

    /// <summary>The application gets the driver's connection itself: while it is referenced, so is its owner.</summary>
    public void HandOut(object? owner)
    {
        if (!Take(HandedOut)) return;
        connection.StateChange += (_, _) => GC.KeepAlive(owner);
        pool.HandOut(this);
    }

    /// <summary>The driver may have put another physical connection in its place (EnlistTransaction).</summary>
    public void FindSocket()
    {
        lock (this) _socket = pool.SocketOf(connection);
    }

    /// <summary>Whether the application has the driver's connection itself.</summary>
    public bool IsHandedOut => Has(HandedOut);

    /// <summary>Whether it leads to another server of its address than the monitor sees there: it is for reads only, whatever its address becomes.</summary>
    public bool IsOfOther => Has(OfOther);

    /// <summary>It leads to another, read-only server of its address.</summary>
    public void NoteOther() => Take(OfOther);

    /// <summary>Its server closes it after what has just run on it.</summary>
    public void Spend() => Take(Spent);

    /// <summary>Whether the caller has heard that what it read here may not be whole.</summary>
    public bool IsLossTold => Has(LossTold);

    /// <summary>The caller hears that what it read here may not be whole.</summary>
    public void TellLoss() => Take(LossTold);

    /// <summary>Whether its server has closed it while nothing ran on it for a second or more, so that a statement sent now would never run; ends
    /// it then. Nothing may be under way on it.</summary>
    public bool WasClosedAtRest()
    {
        if (pool.Tick - _since < LongRest || _socket is null || Volatile.Read(ref _state) != Idle || Has(BeingRead) || Has(HandedOut)) return false;
        if (!pool.HasNews(_socket)) return false;
        End();
        return true;
    }

    /// <summary>A statement begins to run on it.</summary>
    /// <param name="isRepeatable">Whether running it twice does no harm.</param>
    public void Begin(bool isRepeatable)
    {
        _since = pool.Tick;
        TryTransition(Idle, isRepeatable ? RunningRepeatable : Running);
    }

    /// <summary>It is being proven, before it serves.</summary>
    public void BeginVerification()
    {
        _since = pool.Tick;
        // Either its pool's retirement sees that it is being proven, or this sees the retirement.
        if (TryTransition(Idle, Verifying) && pool.IsRetired) TryTransition(Verifying, Outdated | Inside);
    }

    /// <summary>The statement, or the proof, has come back, in whatever way.</summary>
    /// <returns>Whether the connection may go on; false when it was ended meanwhile.</returns>
    public bool Finish()
    {
        var state = Volatile.Read(ref _state);
        // Idle already: it was not begun, or has come back before.
        if (state == Idle || (state < Outdated && TryTransition(state, Idle))) return true;
        if ((Interlocked.And(ref _state, ~Inside) & Inside) != 0) DisposeIfAbandoned();
        return false;
    }

    /// <summary>The tick of the in-flight clock at which the statement that runs on it began; null while none does.</summary>
    public int? RunningSince => Volatile.Read(ref _state) is Running or RunningRepeatable or Verifying ? _since : null;

    /// <summary>A reader is open on it: its caller may be inside the driver at any time.</summary>
    public void BeginReading() => Take(BeingRead);

    /// <summary>The session's connection closes with that reader.</summary>
    public void ReadAsLast() => Take(ReadLast);

    /// <summary>That reader is closed, or nothing refers to it any more.</summary>
    /// <returns>Whether the session's connection closes with it.</returns>
    public bool EndReading()
    {
        var wasLast = (Interlocked.And(ref _marks, ~(BeingRead | ReadLast)) & ReadLast) != 0;
        DisposeIfAbandoned();
        return wasLast;
    }

    /// <summary>The driver's own task, or one that ends with <see cref="End"/> too where the driver's may go on.</summary>
    public Task<T> UntilEnded<T>(Task<T> running)
    {
        if (running.IsCompleted || EndsByCut) return running;
        _pending = running;
        return running.WaitAsync(EndToken);
    }

    /// <inheritdoc cref="UntilEnded{T}"/>
    public Task UntilEnded(Task running)
    {
        if (running.IsCompleted || EndsByCut) return running;
        _pending = running;
        return running.WaitAsync(EndToken);
    }

    /// <summary>Ends it from outside: its server is down. Who waits on it gets an error now.</summary>
    public void End()
    {
        // This object itself, here and below: a lock of its own would cost every open its bytes, and no other code sees this one.
        lock (this)
        {
            if (TryEnd(out _)) EndWaiting();
        }
    }

    /// <summary>Ends what runs on it if that can run elsewhere without harm; anything else stays.</summary>
    public void EndRepeatable()
    {
        lock (this)
        {
            if (TryTransition(RunningRepeatable, Terminated | Inside) || TryTransition(Verifying, Terminated | Inside)) EndWaiting();
        }
    }

    /// <summary>Ends its proof, if it is being proven: it would not serve any more.</summary>
    public void EndVerification()
    {
        lock (this)
        {
            if (TryTransition(Verifying, Outdated | Inside)) EndWaiting();
        }
    }

    /// <summary>Gives it back to its pool, or lets go of it if it was ended meanwhile; again does nothing.</summary>
    public void Return()
    {
        if (!TryLeaveForPool()) return;
        try
        {
            connection.Dispose();
        }
        catch (DbException)
        {
            Forsake();
        }
    }

    /// <inheritdoc cref="Return"/>
    public async ValueTask ReturnAsync()
    {
        if (!TryLeaveForPool()) return;
        try
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (DbException)
        {
            Forsake();
        }
    }

    /// <summary>Lets go of a connection that is gone, in the background: a driver may wait for the silent server.</summary>
    public void Abandon()
    {
        // From now on nothing may touch what is being disposed of, a transaction on it included; what another thread still waits for ends.
        lock (this)
        {
            if (TryEnd(out var isInside) && isInside) EndWaiting();
        }

        Leave();
        Take(Abandoned);
        DisposeIfAbandoned();
    }

    // What a returned connection's socket carries belongs to the next session: from then on it is not ended any more.
    private bool TryLeaveForPool()
    {
        bool isReturned;
        lock (this) isReturned = TryTransition(Idle, Returned);
        if (!isReturned) Abandon();
        Leave();
        return isReturned && Take(Disposed);
    }

    private bool TryEnd(out bool isInside)
    {
        for (var state = Volatile.Read(ref _state); ; state = Volatile.Read(ref _state))
        {
            isInside = state is not Idle;
            if (state >= Outdated) return false;
            if (TryTransition(state, isInside ? Terminated | Inside : Terminated)) return true;
        }
    }

    private bool TryTransition(int present, int next)
    {
        if (Interlocked.CompareExchange(ref _state, next, present) != present) return false;
        Debug.Assert(MayFollow(present, next), $"A backend connection went from {present} to {next}.");
        return true;
    }

    // MySql.Data rolls back when it closes, which a server refuses inside an XA transaction. Its finalizer would try that again,
    // and end the process. No session can get it any more, and its server must not keep what it holds until the socket is collected.
    private void Forsake()
    {
        if (_socket is not null) pool.Cut(_socket);
#pragma warning disable CA1816 // It is the driver's finalizer that must not run.
        GC.SuppressFinalize(connection);
#pragma warning restore CA1816
    }

    private void Leave()
    {
        if (Take(Left)) pool.Leave(this);
    }

    private bool Has(int mark) => (Volatile.Read(ref _marks) & mark) != 0;

    private bool Take(int mark) => (Interlocked.Or(ref _marks, mark) & mark) == 0;

    private bool EndsByCut => _socket is not null && pool.EndsByCut;

    private CancellationToken EndToken
    {
        get
        {
            var end = Volatile.Read(ref _end);
            if (end is null)
            {
                var made = pool.NewEnd();
                end = Interlocked.CompareExchange(ref _end, made, null) ?? made;
                // Ended before there was anything to cancel.
                if (IsEnded) Release(end);
            }

            return end.Token;
        }
    }

    private void EndWaiting()
    {
        if (_socket is not null) pool.Cut(_socket);
        if (Volatile.Read(ref _end) is { } end) Release(end);
    }

    // The continuations of those who wait run elsewhere, not on the monitor's thread that brought the news.
    private void Release(CancellationTokenSource end)
    {
        if (_socket is null) _ = end.CancelAsync();
        else end.CancelAfter(Grace);
    }

    // Never beside a caller or the driver's own work: an open reader closes first, and what was left behind ends first; no thread waits.
    private void DisposeIfAbandoned()
    {
        if (Has(BeingRead) || !Has(Abandoned) || (Volatile.Read(ref _state) & Inside) != 0) return;
        if (Take(Disposed)) _ = DisposeLaterAsync();
    }

    private async Task DisposeLaterAsync()
    {
        if (_pending is { IsCompleted: false } running) await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var disposing = Task.Run(connection.Dispose);
        await disposing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A reader that the driver still had open failed as it was drained, and the connection is open yet.
        if (disposing.IsFaulted) await Task.Run(connection.Dispose).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
