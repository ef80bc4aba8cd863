using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>What a server knows of one connection.</summary>
internal sealed class ServerSession(SimulatedServer server, int id, string user)
{
    private readonly Dictionary<string, object?> _variables = new(StringComparer.OrdinalIgnoreCase);

    public SimulatedServer Server => server;

    public int Id => id;

    public string User => user;

    /// <summary>The database that statements run in.</summary>
    public string Schema { get; private set; } = server.DefaultDatabase;

    /// <summary>Texts prepared by name.</summary>
    public Dictionary<string, string> Prepared { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool Autocommit { get; private set; } = true;

    /// <summary>The open transaction.</summary>
    public SessionTransaction? Transaction { get; private set; }

    public bool NextIsReadOnly { get; set; }

    public long LastInsertId { get; set; }

    public long RowCount { get; set; }

    /// <summary>The locks by name that it holds.</summary>
    public HashSet<string> Locks { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a lock, unless another session holds it; waits for none.</summary>
    public bool TakeLock(string name)
    {
        if (server.HolderOf(name) is { } holder && holder != this) return false;
        Locks.Add(name);
        return true;
    }

    /// <summary>The tables as the session sees them now.</summary>
    public Database View => Transaction?.View ?? server.Database;

    public void Begin(bool readOnly)
    {
        Commit();
        Transaction = new SessionTransaction(server.Database, readOnly || NextIsReadOnly);
        NextIsReadOnly = false;
    }

    public void BeginIfAutocommitIsOff()
    {
        if (!Autocommit && Transaction is null) Begin(readOnly: false);
    }

    /// <exception cref="SimulatedDbException">The server has become read-only: the transaction stays open, and nothing is
    /// committed.</exception>
    public void Commit()
    {
        if (Transaction is { Changes.Count: > 0 } transaction) server.Commit([.. transaction.Changes], this);
        Transaction = null;
    }

    public void RollBack() => Transaction = null;

    /// <summary>Changes something, in the open transaction or at once.</summary>
    public void Change(ImmutableArray<Change> changes)
    {
        if (Transaction is { } transaction) transaction.Add(changes);
        else if (!changes.IsEmpty) server.Commit(changes, this);
    }

    public void ThrowIfReadOnly()
    {
        if (server.IsReadOnly || server.RefusesWrites) throw ServerErrors.ReadOnly();
        if (Transaction is { IsReadOnly: true }) throw ServerErrors.ReadOnlyTransaction();
    }

    public object? Variable(string name) => _variables.TryGetValue(name, out var value) || name.StartsWith('@')
        ? value
        : name == "autocommit" ? (Autocommit ? 1L : 0L) : server.Variable(name);

    public void SetVariable(string name, object? value)
    {
        if (name == "autocommit")
        {
            var wasOff = !Autocommit;
            Autocommit = Values.IsTrue(value is string text ? (text.Equals("ON", StringComparison.OrdinalIgnoreCase) ? 1L : 0L) : value);
            // Where it was on already, nothing is committed by it.
            if (Autocommit && wasOff) Commit();
        }
        else
        {
            if (!name.StartsWith('@') && !SimulatedServer.HasVariable(name)) throw ServerErrors.UnknownVariable(name);
            _variables[name] = value;
        }
    }

    public void Use(string database) =>
        Schema = server.HasDatabase(database) ? database : throw ServerErrors.UnknownDatabase(database);

    /// <summary>As RESET CONNECTION: nothing of what was before is left.</summary>
    public void Reset()
    {
        RollBack();
        _variables.Clear();
        Locks.Clear();
        Prepared.Clear();
        Schema = server.DefaultDatabase;
        (Autocommit, NextIsReadOnly, LastInsertId, RowCount) = (true, false, 0, 0);
    }
}
