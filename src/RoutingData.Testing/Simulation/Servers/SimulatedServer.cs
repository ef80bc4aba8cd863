using System.Collections.Immutable;
using RoutingData.Monitor;
using RoutingData.Testing.Simulation;

namespace RoutingData.Testing;

/// <summary>One server of a <see cref="SimulatedCluster"/>, whose lock guards it.</summary>
public sealed class SimulatedServer
{
    private readonly SimulatedCluster _cluster;
    private readonly List<Action> _stalled = [];
    private readonly bool _numbers;
    private readonly List<SimulatedLink> _links = [];

    internal SimulatedServer(SimulatedCluster cluster, int serverId, SimulatedClusterOptions options)
    {
        _cluster = cluster;
        ServerId = serverId;
        Name = FormattableString.Invariant($"db{serverId:000}");
        Uuid = FormattableString.Invariant($"00000000-0000-0000-0000-{serverId:000000000000}");
        Version = options.Version;
        MaxConnections = options.MaxConnections;
        _numbers = options.NumbersTransactions;
        IsGrouped = options.Fleet == ClusterFleet.GroupReplication;
        Replication = new ServerReplication(cluster, this) { Delay = options.ReplicationDelay };
        Log = new ServerLog(this);
    }

    /// <summary>Its name and host name: db001 and so on.</summary>
    public string Name { get; }

    /// <summary>Its <c>@@server_id</c>: 1 for db001.</summary>
    public int ServerId { get; }

    /// <summary>The address at which it listens: its name, port 3306.</summary>
    public ServerAddress Address => new(Name, ServerAddress.DefaultPort);

    /// <summary>Whether its process exists.</summary>
    public bool IsRunning { get; private set; } = true;

    /// <summary>Whether it accepts connections and does not answer.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Whether the network leads nowhere near it.</summary>
    public bool IsCut { get; internal set; }

    /// <summary>Its <c>@@read_only</c>.</summary>
    public bool IsReadOnly { get; internal set; }

    /// <summary>Whether it refuses writes for a reason that <see cref="IsReadOnly"/> does not tell.</summary>
    public bool RefusesWrites { get; internal set; }

    /// <summary>Whether a client can talk to it.</summary>
    public bool Answers => IsRunning && !IsPaused && !IsCut;

    /// <summary>How many connections it has.</summary>
    public int Connections => _links.Count;

    internal string Uuid { get; }

    internal string Version { get; }

    internal bool IsMariaDb => Version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);

    internal bool IsGrouped { get; }

    /// <summary>What stands before the numbers of its GTIDs, on MySQL.</summary>
    internal string GtidSource => IsGrouped ? ServerGroups.Name : Uuid;

    /// <summary>Whether it does not show its group to clients.</summary>
    internal bool HidesGroup { get; set; }

    internal ServerReplication Replication { get; }

    internal SimulatedServer? Source => Replication.Source;

    internal bool Replicates => Replication.Works;

    internal int SecondsBehind => Replication.SecondsBehind;

    internal ServerLog Log { get; }

    internal Database Database => Log.Database;

    internal DateTime Now => _cluster.Now;

    /// <summary>What was sent to it and from it while it was cut off, to be sent again.</summary>
    internal List<Action> Undelivered { get; } = [];

    internal int RequestsToLose { get; set; }

    internal int RepliesToLose { get; set; }

    /// <summary>A part of the next text whose reply is lost; null if none is to be.</summary>
    internal string? LosesReplyTo { get; set; }

    /// <summary>How long the next request is held back, whose client has lost its connection by then; null if none is to be.</summary>
    internal TimeSpan? HoldsNextRequest { get; set; }

    /// <summary>How often its process has begun.</summary>
    internal int Starts { get; private set; }

    /// <summary>How long a statement takes, beside the network.</summary>
    internal TimeSpan StatementTime { get; set; }

    internal int MaxConnections { get; set; }

    internal HashSet<string> RefusedUsers { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether no new connection gets through to it, and whether its clients are not even told.</summary>
    internal bool BlocksConnects { get; set; }

    internal bool DropsConnects { get; set; }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    /// <summary>Takes what has come over the network. A paused process looks at it when it goes on.</summary>
    internal void Receive(Action message)
    {
        if (IsPaused) _stalled.Add(message);
        else message();
    }

    internal SimulatedDbException? Accept(SimulatedLink link)
    {
        if (_links.Count >= MaxConnections) return ServerErrors.TooManyConnections();
        if (RefusedUsers.Contains(link.User)) return ServerErrors.AccessDenied(link.User);
        _links.Add(link);
        return null;
    }

    /// <summary>Returns the session that holds a lock by name.</summary>
    internal ServerSession? HolderOf(string name) =>
        _links.Select(link => link.Session).FirstOrDefault(session => session is not null && session.Locks.Contains(name));

    internal void Leave(SimulatedLink link) => _links.Remove(link);

    internal void Start()
    {
        IsRunning = true;
        Starts++;
        Replication.Proceed();
    }

    internal void Pause() => IsPaused = true;

    internal void Resume()
    {
        IsPaused = false;
        var stalled = _stalled.ToArray();
        _stalled.Clear();
        foreach (var message in stalled) message();
        Replication.Proceed();
    }

    /// <summary>Ends the process, and with it every connection.</summary>
    internal void End(SimulatedDbException? goodbye)
    {
        IsRunning = false;
        BreakConnections(goodbye);
        Resume();
    }

    internal void BreakConnections(SimulatedDbException? goodbye = null)
    {
        foreach (var link in _links.ToArray()) link.EndByServer(goodbye);
    }

    internal void BreakConnections(Func<SimulatedLink, bool> which)
    {
        foreach (var link in _links.Where(which).ToArray()) link.EndByServer();
    }

    /// <summary>Commits changes of its own.</summary>
    internal void Commit(IReadOnlyList<Change> changes, ServerSession session)
    {
        if (_cluster.Groups is { } groups && groups.Commits.Refuses(this, groups[this], changes, session))
        {
            session.RollBack();
            throw ServerErrors.HookFailed();
        }

        if (IsReadOnly || RefusesWrites) throw ServerErrors.ReadOnly();
        var transaction = Log.Commit(changes);
        _cluster.Record(SimulatedEventKind.Committed, this, session.Id, $"{changes.Count} changes", transaction);
        _cluster.Groups?.Commits.Deliver(_cluster.Groups[this], transaction);
        _cluster.ProceedReplication();
    }

    /// <summary>Returns what it says of its group.</summary>
    internal StatementResult GroupTable(ImmutableArray<string> columns) =>
        Simulation.GroupTable.Of(_cluster.Servers, _cluster.Groups?[this], _cluster.Elapsed, columns);

    internal string DefaultDatabase => _cluster.DefaultDatabase;

    internal bool HasDatabase(string name) => _cluster.HasDatabase(name);

    internal string? Procedure(string name) => _cluster.Procedure(name);

    /// <summary>The errors that the next writes get instead of their locks.</summary>
    internal Queue<SimulatedDbException> LocksToRefuse { get; } = new();

    /// <summary>Returns the error a write gets instead of its lock; null when it gets it. A COMMIT finds no deadlock.</summary>
    internal SimulatedDbException? TakeLock(bool forCommit) =>
        LocksToRefuse.TryPeek(out var next) && !(forCommit && next.Number == 1213) ? LocksToRefuse.Dequeue() : null;

    /// <summary>Ends a connection.</summary>
    internal void Kill(object? id)
    {
        if (_links.Find(link => link.Id == id as long?) is not { } link) throw ServerErrors.UnknownConnection(id);
        link.EndByServer();
    }

    internal SimulatedLink? FindLink(int id) => _links.Find(link => link.Id == id);

    internal long NextNumber(SimulatedTable table, object? given) => Log.NextNumber(table.Name, given as long?);

    internal ImmutableArray<SqlStatement> Parse(string text) => _cluster.Parse(text);

    internal StatementResult? AnswerTo(string text) => _cluster.AnswerTo(text);

    internal object? Variable(string name) => name switch
    {
        "hostname" => Name,
        "port" => (long)Address.Port,
        "server_id" => (long)ServerId,
        "server_uuid" => Uuid,
        "version" => Version,
        "read_only" => IsReadOnly ? 1L : 0L,
        "super_read_only" or "innodb_read_only" => 0L,
        "gtid_current_pos" or "gtid_executed" or "gtid_binlog_pos" => Log.Gtid,
        "gtid_slave_pos" => Log.AppliedGtid,
        "gtid_binlog_state" => Log.GtidState,
        "gtid_mode" => _numbers ? "ON" : "OFF",
        "log_bin" => _numbers || !IsMariaDb ? 1L : 0L,
        "sql_mode" => "STRICT_TRANS_TABLES",
        "transaction_isolation" or "tx_isolation" => "REPEATABLE-READ",
        _ => throw ServerErrors.UnknownVariable(name),
    };

    /// <summary>Whether SET knows a variable.</summary>
    internal static bool HasVariable(string name) => Settable.Contains(name);

    private static readonly HashSet<string> Settable =
    [
        "time_zone", "sql_mode", "transaction_isolation", "tx_isolation", "group_concat_max_len", "lock_wait_timeout",
        "innodb_lock_wait_timeout", "max_execution_time", "max_statement_time", "net_read_timeout", "net_write_timeout", "wait_timeout",
        "sql_select_limit", "foreign_key_checks", "unique_checks", "character_set_results", "auto_increment_increment",
        "sql_log_bin",
    ];
}
