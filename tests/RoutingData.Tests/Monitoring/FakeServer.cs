using System.Data;

namespace RoutingData.Tests.Monitoring;

/// <summary>A server of the fake driver: what it says, and how it fails. Its name is the whole connection string.</summary>
internal sealed class FakeServer(string name) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _texts = [];
    private readonly SemaphoreSlim _opens = new(0);
    private int _generation;
    private int _opened;
    private int _disposed;

    public string Name => name;

    public string Version { get; set; } = "10.11.6-MariaDB";

    public volatile bool ReadOnly;

    /// <summary>Who it says it is: another server, when its name has been moved.</summary>
    public string? Identity { get; set; }

    /// <summary>Another server's name, when it replicates.</summary>
    public string? Source { get; set; }

    /// <summary>What opening a connection does: nothing, hang for ever, or throw.</summary>
    public FakeFault OnOpen { get; set; } = FakeFault.None;

    /// <summary>The same for a command.</summary>
    public FakeFault OnExecute { get; set; } = FakeFault.None;

    /// <summary>What a command on a connection that was open before the last <see cref="Renew"/> does.</summary>
    public FakeFault OnFormer { get; private set; } = FakeFault.None;

    /// <summary>Counts the calls of <see cref="Renew"/>.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>Takes the connections that are open now away: from now on their commands do this, while those made later work.</summary>
    public void Renew(FakeFault former)
    {
        OnFormer = former;
        Interlocked.Increment(ref _generation);
    }

    /// <summary>Addresses whose locks are held here, by the number in the lock's name.</summary>
    public HashSet<string> Locks { get; } = [];

    /// <summary>Whether it lends no locks.</summary>
    public bool LendsNoLocks { get; set; }

    /// <summary>What the second result set throws.</summary>
    public Exception? OnReplication { get; set; }

    /// <summary>The rows about its replication group: identity, state, role, view.</summary>
    public string?[][] Group { get; set; } = [];

    /// <summary>Its variables as a node of Galera.</summary>
    public Dictionary<string, string> Wsrep { get; } = [];

    /// <summary>What the question for its group throws, and all after it.</summary>
    public Exception? OnGroup { get; set; }

    /// <summary>The rows of its replicas: server id, host, port.</summary>
    public object[][] Replicas { get; set; } = [];

    /// <summary>Runs at each open and each command, on their thread.</summary>
    public Action? Called { get; set; }

    public int Opened => Volatile.Read(ref _opened);

    public int Disposed => Volatile.Read(ref _disposed);

    /// <summary>Every command's text so far.</summary>
    public string[] Texts
    {
        get
        {
            lock (_gate) return [.. _texts];
        }
    }

    /// <summary>Ends everything that hangs, with an error as a driver would.</summary>
    public void Release() => _released.TrySetException(new IOException("the link is gone"));

    public void Dispose() => Release();

    public Task PassAsync(FakeFault fault)
    {
        Called?.Invoke();
        if (fault.Throws is { } exception) return Task.FromException(exception);
        if (fault.Blocks) _released.Task.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        return fault.Hangs || fault.Blocks ? _released.Task : Task.CompletedTask;
    }

    /// <summary>Ends with the next open that has begun and that nobody has waited for yet.</summary>
    public Task WhenOpenedAsync() => _opens.WaitAsync();

    public void NoteOpened()
    {
        Interlocked.Increment(ref _opened);
        _opens.Release();
    }

    public void NoteDisposed() => Interlocked.Increment(ref _disposed);

    public void NoteText(string text)
    {
        lock (_gate) _texts.Add(text);
    }

    /// <summary>The result sets of a probe.</summary>
    public DataTable[] Answer(string text)
    {
        if (text == "SHOW SLAVE HOSTS") return [ReplicaTable()];
        var variables = new DataTable();
        for (var i = 0; i < 12; i++) variables.Columns.Add($"c{i}", typeof(object));
        variables.Rows.Add(ReadOnly ? 1 : 0, 0, "OFF", 1L, Identity ?? name, Version, "0-1-7", "ANSI_QUOTES", 1L, "0-1-7", "", "0-1-7");
        DataTable[] tables = text.Contains("SLAVE STATUS", StringComparison.Ordinal) || text.Contains("REPLICA STATUS", StringComparison.Ordinal)
            ? [variables, Replication()]
            : [variables];
        if (text.Contains("replication_group_members", StringComparison.Ordinal)) tables = [.. tables, GroupTable()];
        if (text.Contains("wsrep_local_state", StringComparison.Ordinal)) tables = [.. tables, WsrepTable(isStatus: true), WsrepTable(isStatus: false)];
        return text.Contains("GET_LOCK", StringComparison.Ordinal) ? [.. tables, Lock(text.Split('\''))] : tables;
    }

    private DataTable Lock(string[] parts)
    {
        var (own, twin) = (parts[^4], parts[^2]);
        lock (_gate)
        {
            Locks.Add(own);
            var table = new DataTable();
            table.Columns.Add("own", typeof(object));
            table.Columns.Add("twin", typeof(object));
            table.Rows.Add(1, Locks.Contains(twin) ? 7 : DBNull.Value);
            return table;
        }
    }

    private DataTable ReplicaTable()
    {
        var table = new DataTable();
        foreach (var column in new[] { "Server_id", "Host", "Port" }) table.Columns.Add(column, typeof(object));
        foreach (var row in Replicas) table.Rows.Add(row);
        return table;
    }

    private DataTable GroupTable()
    {
        var table = new DataTable();
        foreach (var column in new[] { "member_id", "member_state", "member_role", "view_id" }) table.Columns.Add(column, typeof(object));
        foreach (var row in Group) table.Rows.Add(row);
        return table;
    }

    private DataTable WsrepTable(bool isStatus)
    {
        var table = new DataTable();
        foreach (var column in new[] { "Variable_name", "Value" }) table.Columns.Add(column, typeof(object));
        foreach (var (variable, value) in Wsrep)
        {
            if (isStatus != (variable is "wsrep_desync" or "wsrep_reject_queries")) table.Rows.Add(variable, value);
        }

        return table;
    }

    private DataTable Replication()
    {
        var table = new DataTable();
        foreach (var column in new[] { "Master_Host", "Master_Port", "Slave_IO_Running", "Slave_SQL_Running",
            "Seconds_Behind_Master", "Master_Server_Id" })
        {
            table.Columns.Add(column, typeof(object));
        }

        if (Source is not null) table.Rows.Add(Source, 3306, "Yes", "Yes", 4, Source);
        return table;
    }
}
