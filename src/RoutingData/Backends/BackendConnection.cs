using System.Data;
using System.Data.Common;
using RoutingData.Monitor;

namespace RoutingData.Backends;

/// <summary>One physical connection that a session holds, what the session has set up on it, and what runs on it now.</summary>
internal sealed class BackendConnection(ServerPool pool, DbConnection connection, int hostgroup)
{
    // Steps to its end, each taken once.
    private const int Left = 1;
    private const int Disposed = 2;

    private const int Idle = 0;
    private const int Running = 1;
    private const int RunningRepeatable = 2;
    private const int Proving = 3;
    private const int Outdated = 4;
    private const int Ended = 5;

    private readonly CancellationTokenSource? _end = pool.DisposeEndsPendingCommands ? null : new CancellationTokenSource();
    // What the driver is still at: where its Dispose ends pending commands, that Dispose; elsewhere the command itself.
    private volatile Task? _pending;
    private volatile int _since;
    private int _state;
    private int _steps;

    /// <summary>The driver's connection.</summary>
    public DbConnection Connection => connection;

    public ServerPool Pool => pool;

    public ServerAddress Server => pool.Address;

    /// <summary>Id of the hostgroup it was rented for.</summary>
    public int Hostgroup => hostgroup;

    /// <summary>How many used its pool when it was opened; its pool finds it by that.</summary>
    public int Number { get; init; }

    /// <summary>The version of the session's settings that is in force on it; 0 for none.</summary>
    public int SettingsApplied { get; set; }

    /// <summary>The database the session chose on it; null for the pool's own.</summary>
    public string? Database { get; set; }

    /// <summary>Whether it was ended from outside because its server does not answer.</summary>
    public bool IsEnded => Volatile.Read(ref _state) is Ended or Outdated;

    /// <summary>Whether it was ended while it was being proven, because its pool serves no more.</summary>
    public bool IsOutdated => Volatile.Read(ref _state) == Outdated;

    /// <summary>Whether it must not go on: it was ended, or the driver says it is broken.</summary>
    public bool IsGone => IsEnded || connection.State != ConnectionState.Open;

    /// <summary>The driver's end of what was running on it, while that is under way: until then the driver's command is bound to it, even
    /// if it has failed already. Null before and afterwards.</summary>
    public Task? Ending => _end is null && _pending is { IsCompleted: false } ending ? ending : null;

    /// <summary>A statement begins to run on it.</summary>
    /// <param name="isRepeatable">Whether running it twice harms nobody.</param>
    public void Begin(bool isRepeatable)
    {
        _since = pool.Tick;
        Interlocked.CompareExchange(ref _state, isRepeatable ? RunningRepeatable : Running, Idle);
    }

    /// <summary>It is being proven, before it serves.</summary>
    public void BeginProof()
    {
        _since = pool.Tick;
        // Either its pool's retirement sees that it is being proven, or this sees the retirement.
        if (Become(Proving, Idle) && pool.IsRetired) Become(Outdated, Proving);
    }

    /// <summary>The statement, or the proof, has come back, in whatever way.</summary>
    /// <returns>Whether the connection may go on; false when it was ended meanwhile.</returns>
    public bool Finish()
    {
        var state = Volatile.Read(ref _state);
        return state < Outdated && Interlocked.CompareExchange(ref _state, Idle, state) == state;
    }

    /// <summary>The tick of the in-flight clock at which the statement that runs on it began; null while none does.</summary>
    public int? RunningSince => Volatile.Read(ref _state) is Running or RunningRepeatable or Proving ? _since : null;

    /// <summary>The statement's own task, or one that ends with <see cref="End"/> where the driver cannot end it.</summary>
    public Task<T> UntilEnded<T>(Task<T> running)
    {
        if (running.IsCompleted || _end is null) return running;
        _pending = running;
        return running.WaitAsync(_end.Token);
    }

    /// <inheritdoc cref="UntilEnded{T}"/>
    public Task UntilEnded(Task running)
    {
        if (running.IsCompleted || _end is null) return running;
        _pending = running;
        return running.WaitAsync(_end.Token);
    }

    /// <summary>Ends it from outside: its server is down. Whoever waits on it gets an error now.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _state, Ended) < Outdated) EndWaiting();
    }

    /// <summary>Its server closes it after what has just run on it. What the caller still reads stays.</summary>
    public void EndAfterwards() => Volatile.Write(ref _state, Ended);

    /// <summary>Ends what runs on it if that can run elsewhere without harm; anything else stays.</summary>
    /// <returns>Whether it did.</returns>
    public bool EndRepeatable()
    {
        if (!Become(Ended, RunningRepeatable) && !Become(Ended, Proving)) return false;
        EndWaiting();
        return true;
    }

    /// <summary>Ends its proof, if it is being proven: it would not serve any more.</summary>
    public void EndProof()
    {
        if (Become(Outdated, Proving)) EndWaiting();
    }

    /// <summary>Gives it back to its pool; again does nothing.</summary>
    public void Return()
    {
        Leave();
        if (!TryDispose()) return;
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
        Leave();
        if (!TryDispose()) return;
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
        // From now on nobody may touch what is being disposed of, a transaction on it included.
        Interlocked.Exchange(ref _state, Ended);
        Leave();
        if (TryDispose()) _ = DisposeLaterAsync();
    }

    private bool Become(int next, int present) => Interlocked.CompareExchange(ref _state, next, present) == present;

    // The driver's Dispose is for one caller at a time, and one caller in all.
    private bool TryDispose() => Take(Disposed);

    // MySql.Data rolls back when it closes, which a server refuses inside an XA transaction. Its finalizer would try that again,
    // and end the process; the socket's own closes the connection.
    private void Forsake()
    {
        Interlocked.Exchange(ref _state, Ended);
#pragma warning disable CA1816 // It is the driver's finalizer that must not run.
        GC.SuppressFinalize(connection);
#pragma warning restore CA1816
    }

    private void Leave()
    {
        if (Take(Left)) pool.Leave(this);
    }

    private bool Take(int step) => (Interlocked.Or(ref _steps, step) & step) == 0;

    private void EndWaiting()
    {
        // The continuations of those who wait run elsewhere, not on the monitor's task that brought the news.
        if (_end is not null) _ = _end.CancelAsync();
        else if (TryDispose()) EndInBackground();
    }

    private void EndInBackground()
    {
        // Known before it begins: whoever waits on the connection may fail as soon as it has.
        var ending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending = ending.Task;
        _ = Task.Run(() =>
        {
            try
            {
                connection.Dispose();
            }
            finally
            {
                ending.SetResult();
            }
        });
    }

    // Where disposing would wait with the pending command, the command is let end first; no thread waits for it.
    private async Task DisposeLaterAsync()
    {
        if (_end is not null && _pending is { IsCompleted: false } running)
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Run(connection.Dispose).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
