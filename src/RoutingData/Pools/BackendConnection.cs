using System.Data;
using System.Data.Common;
using System.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Threading;
using static RoutingData.Pools.BackendState;

namespace RoutingData.Pools;

/// <summary>
/// One physical connection that a session holds, what the session has set up on it, and what runs on it now. From outside it is ended by its
/// socket alone: a thread of the caller's may be inside the driver, which is not safe for a second one.
/// </summary>
internal sealed class BackendConnection(ServerPool pool, DbConnection connection, int hostgroup)
{
    // What has become of it. Each comes once and stays, except the two about its reader, which end with it.
    private const int Detached = 1;
    private const int ToDispose = 2;
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
    private CancellationTokenSource? _termination;
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
    public bool IsTerminated => (Volatile.Read(ref _state) & ~Inside) is Terminated or Outdated;

    /// <summary>Whether it was ended while it was being verified, because its pool serves no more.</summary>
    public bool IsOutdated => (Volatile.Read(ref _state) & ~Inside) == Outdated;

    /// <summary>Whether its server closes it after what has just run on it; what the caller still reads is whole.</summary>
    public bool IsSpent => Has(Spent);

    /// <summary>Whether it must not go on: it was ended, its server closes it, or the driver says it is broken.</summary>
    public bool IsGone => IsTerminated || IsSpent || connection.State != ConnectionState.Open;

    /// <summary>Whether its session has let go of it: another one may use the driver's connection by now, or it is being disposed of.</summary>
    public bool IsDetached => Has(Detached);

    /// <summary>Whether its caller was released while the driver was still at work: the command and the reader are the driver's until then.</summary>
    public bool IsLeftBehind => _pending is { IsCompleted: false } && IsTerminated;

    /// <summary>Returns the error for a command or batch that the driver still holds here.</summary>
    public InvalidOperationException StillHolds(string what) => new(
        $"The driver is still at work with this {what} on {Server} (hostgroup {Serves}), which does not answer: use a new {what}.");

    /// <summary>Returns the error for a command that the driver believes to be busy here, where nothing runs any more: the connection is about to be
    /// disposed of, and then the command is free.</summary>
    public RoutingDbException Holds(string what, Exception innerException) => new(
        $"The connection to {Server} (hostgroup {Serves}) is gone, and the driver has not let go of the {what} that ran on it yet. It was not sent.",
        StatementOutcome.NotExecuted, isTransient: true, innerException)
    {
        Server = Server,
        Hostgroup = Serves,
    };

    /// <summary>Gives the application the driver's connection itself: while it is referenced, so is its owner.</summary>
    public void HandOut(object? owner)
    {
        if (!Take(HandedOut)) return;
        connection.StateChange += (_, _) => GC.KeepAlive(owner);
        pool.HandOut(this);
    }

    /// <summary>Finds the socket again: the driver may have put another physical connection in its place (EnlistTransaction).</summary>
    public void FindSocket()
    {
        lock (this) _socket = pool.SocketOf(connection);
    }

    /// <summary>Whether the application has the driver's connection itself.</summary>
    public bool IsHandedOut => Has(HandedOut);

    /// <summary>Whether it leads to another server of its address than the monitor sees there: it is for reads only, whatever its address becomes.</summary>
    public bool IsOfOther => Has(OfOther);

    /// <summary>Notes that it leads to another, read-only server of its address.</summary>
    public void NoteOther() => Take(OfOther);

    /// <summary>Notes that its server closes it after what has just run on it.</summary>
    public void Spend() => Take(Spent);

    /// <summary>Whether the caller knows by an error that what it read here may not be whole.</summary>
    public bool IsLossTold => Has(LossTold);

    /// <summary>Notes that the caller knows by an error that what it read here may not be whole.</summary>
    public void TellLoss() => Take(LossTold);

    /// <summary>Whether its server has closed it while nothing ran on it for a second or more, so that a statement sent now would never run; ends
    /// it then. Nothing may be under way on it.</summary>
    public bool WasClosedAtRest()
    {
        if (pool.Tick - _since < LongRest || _socket is null || Volatile.Read(ref _state) != Idle || Has(BeingRead) || Has(HandedOut)) return false;
        if (!pool.HasNews(_socket)) return false;
        Terminate();
        return true;
    }

    /// <summary>Begins to run a statement on it.</summary>
    /// <param name="isRepeatable">Whether running it twice does no harm.</param>
    public void Begin(bool isRepeatable)
    {
        _since = pool.Tick;
        TryTransition(Idle, isRepeatable ? RunningRepeatable : Running);
    }

    /// <summary>Begins a run on it that ends as it is disposed of, in whatever way.</summary>
    /// <param name="isRepeatable">As for <see cref="Begin"/>.</param>
    public BackendRun Run(bool isRepeatable)
    {
        Begin(isRepeatable);
        return new BackendRun(this);
    }

    /// <summary>Begins to verify it, before it serves.</summary>
    public void BeginVerification()
    {
        _since = pool.Tick;
        // Either its pool's retirement sees that it is being verified, or this sees the retirement.
        if (TryTransition(Idle, Verifying) && pool.IsRetired) TryTransition(Verifying, Outdated | Inside);
    }

    /// <summary>Begins a verification, or a question that ends with its pool as one does; it ends as it is disposed of.</summary>
    public BackendRun RunVerification()
    {
        BeginVerification();
        return new BackendRun(this);
    }

    /// <summary>Notes that the statement, or the verification, has come back, in whatever way.</summary>
    /// <returns>Whether the connection may go on; false when it was ended meanwhile.</returns>
    public bool Finish()
    {
        var state = Volatile.Read(ref _state);
        // Idle already: it was not begun, or has come back before.
        if (state == Idle || (state < Outdated && TryTransition(state, Idle))) return true;
        if ((Interlocked.And(ref _state, ~Inside) & Inside) != 0) DisposeIfFree();
        return false;
    }

    /// <summary>The tick of the in-flight clock at which the statement that runs on it began; null while none does.</summary>
    public int? RunningSince => Volatile.Read(ref _state) is Running or RunningRepeatable or Verifying ? _since : null;

    /// <summary>Notes that a reader is open on it: its caller may be inside the driver at any time.</summary>
    public void BeginReading() => Take(BeingRead);

    /// <summary>Notes that the session's connection closes with that reader.</summary>
    public void ReadAsLast() => Take(ReadLast);

    /// <summary>Notes that the reader is closed, or that nothing refers to it any more.</summary>
    /// <returns>Whether the session's connection closes with it.</returns>
    public bool EndReading()
    {
        var wasLast = (Interlocked.And(ref _marks, ~(BeingRead | ReadLast)) & ReadLast) != 0;
        DisposeIfFree();
        return wasLast;
    }

    /// <summary>Returns the driver's own task, or one that ends with <see cref="Terminate"/> too where the driver's may go on.</summary>
    public Task<T> UntilTerminated<T>(Task<T> running)
    {
        if (running.IsCompleted || EndsByCut) return running;
        _pending = running;
        return running.WaitAsync(TerminationToken);
    }

    /// <inheritdoc cref="UntilTerminated{T}"/>
    public Task UntilTerminated(Task running)
    {
        if (running.IsCompleted || EndsByCut) return running;
        _pending = running;
        return running.WaitAsync(TerminationToken);
    }

    /// <summary>Ends it from outside: its server is down. The caller that waits on it gets an error now.</summary>
    public void Terminate()
    {
        // This object itself, here and below: a lock of its own would cost every open its bytes, and no other code sees this one.
        lock (this)
        {
            if (TryTerminate(out _)) ReleaseWaiting();
        }
    }

    /// <summary>Ends what runs on it if that can run elsewhere without harm; anything else stays.</summary>
    public void TerminateRepeatable()
    {
        lock (this)
        {
            if (TryTransition(RunningRepeatable, Terminated | Inside) || TryTransition(Verifying, Terminated | Inside)) ReleaseWaiting();
        }
    }

    /// <summary>Ends its verification, if it is being verified: it would not serve any more.</summary>
    public void TerminateVerification()
    {
        lock (this)
        {
            if (TryTransition(Verifying, Outdated | Inside)) ReleaseWaiting();
        }
    }

    /// <summary>Returns it to the driver's pool, or disposes of it in the background if it must not go on: a driver may wait for a silent server. Again
    /// does nothing.</summary>
    /// <param name="async">Whether to await, or to do everything on this thread.</param>
    public async ValueTask ReturnAsync(bool async)
    {
        if (IsGone)
        {
            DisposeInBackground();
            return;
        }

        if (!TryDetachForReturn()) return;
        try
        {
            if (async) await connection.DisposeAsync().ConfigureAwait(false);
            else connection.Dispose();
        }
        catch (DbException)
        {
            TerminateUnreturned();
        }
    }

    /// <summary>As <see cref="ReturnAsync"/>, on this thread.</summary>
    public void Return() => SyncResult.Of(ReturnAsync(async: false));

    /// <summary>Disposes of it in the background, because a driver may wait for a silent server. Nothing may touch it from now on.</summary>
    public void DisposeInBackground()
    {
        // From now on nothing may touch what is being disposed of, a transaction on it included; what another thread still waits for ends.
        lock (this)
        {
            if (TryTerminate(out var isInside) && isInside) ReleaseWaiting();
        }

        Detach();
        Take(ToDispose);
        DisposeIfFree();
    }

    // What a returned connection's socket carries belongs to the next session: from then on it is not ended any more.
    private bool TryDetachForReturn()
    {
        bool isReturned;
        lock (this) isReturned = TryTransition(Idle, Returned);
        if (!isReturned) DisposeInBackground();
        Detach();
        return isReturned && Take(Disposed);
    }

    private bool TryTerminate(out bool isInside)
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
    private void TerminateUnreturned()
    {
        if (_socket is not null) pool.Cut(_socket);
#pragma warning disable CA1816 // It is the driver's finalizer that must not run.
        GC.SuppressFinalize(connection);
#pragma warning restore CA1816
    }

    private void Detach()
    {
        if (Take(Detached)) pool.Remove(this);
    }

    private bool Has(int mark) => (Volatile.Read(ref _marks) & mark) != 0;

    private bool Take(int mark) => (Interlocked.Or(ref _marks, mark) & mark) == 0;

    /// <summary>Whether whatever waits on it ends once it is ended from outside.</summary>
    public bool EndsByCut => _socket is not null && pool.EndsByCut;

    private CancellationToken TerminationToken
    {
        get
        {
            var end = Volatile.Read(ref _termination);
            if (end is null)
            {
                var made = pool.NewTermination();
                end = Interlocked.CompareExchange(ref _termination, made, null) ?? made;
                // Ended before there was anything to cancel.
                if (IsTerminated) Cancel(end);
            }

            return end.Token;
        }
    }

    private void ReleaseWaiting()
    {
        if (_socket is not null) pool.Cut(_socket);
        if (Volatile.Read(ref _termination) is { } end) Cancel(end);
    }

    // The continuations of those who wait run elsewhere, not on the monitor's thread that brought the news.
    private void Cancel(CancellationTokenSource end)
    {
        if (_socket is null) _ = end.CancelAsync();
        else end.CancelAfter(Grace);
    }

    // Never beside a caller or the driver's own work: an open reader closes first, and what was left behind ends first; no thread waits.
    private void DisposeIfFree()
    {
        if (Has(BeingRead) || !Has(ToDispose) || (Volatile.Read(ref _state) & Inside) != 0) return;
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
