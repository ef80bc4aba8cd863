using System.Data;
using System.Data.Common;
using RoutingData.Monitor;

namespace RoutingData.Backends;

/// <summary>One physical connection that a session holds, what the session has set up on it, and what runs on it now.</summary>
internal sealed class BackendConnection(ServerPool pool, DbConnection connection, int hostgroup)
{
    private const int Idle = -1;

    private readonly CancellationTokenSource? _end = pool.DisposeEndsPendingCommands ? null : new CancellationTokenSource();
    private volatile int _runningSince = Idle;
    private volatile bool _isRepeatable;
    private volatile bool _isEnded;
    private int _returned;

    /// <summary>The driver's connection.</summary>
    public DbConnection Connection => connection;

    public ServerPool Pool => pool;

    public ServerAddress Server => pool.Address;

    /// <summary>Id of the hostgroup it was rented for.</summary>
    public int Hostgroup => hostgroup;

    /// <summary>The version of the session's settings that is in force on it; 0 for none.</summary>
    public int SettingsApplied { get; set; }

    /// <summary>The database the session chose on it; null for the pool's own.</summary>
    public string? Database { get; set; }

    /// <summary>Whether it must not go on: it was ended because of its server, or the driver says it is broken.</summary>
    public bool IsGone => _isEnded || connection.State != ConnectionState.Open;

    /// <summary>A statement begins to run on it.</summary>
    /// <param name="isRepeatable">Whether running it twice harms nobody.</param>
    public void Begin(bool isRepeatable)
    {
        _isRepeatable = isRepeatable;
        _runningSince = pool.Tick;
    }

    /// <summary>The statement has come back, in whatever way.</summary>
    public void Finish() => _runningSince = Idle;

    /// <summary>Whether a statement has been running since before a tick.</summary>
    public bool IsRunningSinceBefore(int tick) => _runningSince is var since && since != Idle && since < tick;

    /// <summary>Whether what runs on it, if anything, can be ended and run elsewhere without harm.</summary>
    public bool IsRunningRepeatable => _runningSince != Idle && _isRepeatable;

    /// <summary>The statement's own task, or one that ends with <see cref="End"/> where the driver cannot end it.</summary>
    public Task<T> UntilEnded<T>(Task<T> running) => running.IsCompleted || _end is null ? running : running.WaitAsync(_end.Token);

    /// <inheritdoc cref="UntilEnded{T}"/>
    public Task UntilEnded(Task running) => running.IsCompleted || _end is null ? running : running.WaitAsync(_end.Token);

    /// <summary>Ends it from outside: its server does not answer. Whoever waits on it gets an error now.</summary>
    public void End()
    {
        _isEnded = true;
        if (_end is null) _ = Task.Run(connection.Dispose);
        else _end.Cancel();
    }

    /// <summary>Gives it back to its pool; again does nothing.</summary>
    public void Return()
    {
        if (TryLeave()) connection.Dispose();
    }

    /// <inheritdoc cref="Return"/>
    public ValueTask ReturnAsync() => TryLeave() ? connection.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Lets go of a connection that is gone. In the background: a driver may wait for the silent server.</summary>
    public void Abandon()
    {
        if (TryLeave()) _ = Task.Run(connection.Dispose);
    }

    private bool TryLeave()
    {
        if (Interlocked.Exchange(ref _returned, 1) != 0) return false;
        pool.Leave(this);
        return true;
    }
}
