using System.Data.Common;
using RoutingData.Monitor;

namespace RoutingData.Backends;

/// <summary>One physical connection that a session holds, and what the session has set up on it.</summary>
internal sealed class BackendConnection(ServerPool pool, DbConnection connection, int hostgroup)
{
    private int _returned;

    /// <summary>The driver's connection.</summary>
    public DbConnection Connection => connection;

    public ServerPool Pool => pool;

    public ServerAddress Server => pool.Address;

    /// <summary>Id of the hostgroup it was rented for.</summary>
    public int Hostgroup => hostgroup;

    /// <summary>How many of the session's settings have been replayed on it.</summary>
    public int SettingsApplied { get; set; }

    /// <summary>The database the session chose on it; null for the pool's own.</summary>
    public string? Database { get; set; }

    /// <summary>Whether it must not go on: its server is down, or the driver says it is broken.</summary>
    public bool IsGone => pool.IsDown || connection.State != System.Data.ConnectionState.Open;

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
