using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using RoutingData.Testing.Simulation;

namespace RoutingData.Testing;

/// <summary>
/// A replicated MySQL or MariaDB in memory, with an ADO.NET driver of its own, faults at will and no time of its own: on a
/// <see cref="SimulatedClock"/> a failover is over in milliseconds, and the same seed brings the same again. It knows simple statements on
/// simple tables; for anything more there is <see cref="LocalCluster"/>.
/// </summary>
/// <remarks>
/// <code>
/// var clock = new SimulatedClock();
/// var cluster = new SimulatedCluster(clock);
/// var options = new RoutingOptions { ConnectionString = cluster.ConnectionString }.UseDriver(cluster.Factory);
/// await clock.RunAsync(async () =>
/// {
///     await using var dataSource = new RoutingDbDataSourceBuilder(options).UseTimeProvider(clock).Build();
///     ...
///     cluster.Kill("db001");
///     cluster.Promote("db002");
///     ...
/// });
/// </code>
/// On <see cref="TimeProvider.System"/> everything takes its real time, and synchronous calls work too.
/// </remarks>
public sealed partial class SimulatedCluster
{
    private const int MostParsed = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ImmutableArray<SqlStatement>> _parsed = new(StringComparer.Ordinal);
    private readonly HashSet<Delivery> _underWay = [];
    private readonly Dictionary<string, string> _procedures = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, StatementResult> _answers = new(StringComparer.Ordinal);
    private readonly List<SimulatedEvent> _history = [];
    private readonly SimulatedClusterOptions _options;
    private readonly Random _random;
    private readonly long _begun;
    private int _lastConnection;
    private int _open;
    private int _rented;

    /// <summary>Creates a cluster whose servers run and replicate from db001.</summary>
    /// <param name="timeProvider">The clock: the one that the code under test has.</param>
    /// <param name="options">What it is made of.</param>
    /// <exception cref="ArgumentException">Its servers cannot be such a fleet.</exception>
    public SimulatedCluster(TimeProvider timeProvider, SimulatedClusterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        ThrowUnlessPossible(options);
        TimeProvider = timeProvider;
        _options = options ?? new SimulatedClusterOptions();
        _random = new Random(_options.Seed);
        _begun = timeProvider.GetTimestamp();
        Servers = [.. Enumerable.Range(1, _options.Replicas + 1).Select(id => new SimulatedServer(this, id, _options))];
        Writer = Servers[0];
        foreach (var replica in Servers.Skip(1))
        {
            replica.IsReadOnly = true;
            if (_options.Fleet == ClusterFleet.Replication) replica.Replication.Source = Writer;
        }

        if (_options.Fleet == ClusterFleet.GroupReplication) Groups = new ServerGroups(this, _options.Seed);

        Factory = new SimulatedProviderFactory(this);
        ConnectionString = new DbConnectionStringBuilder
        {
            ["Server"] = string.Join(',', Servers.Select(server => server.Name)),
            ["User ID"] = "app",
            ["Database"] = _options.Database,
        }.ConnectionString;
    }

    /// <summary>All servers, db001 first.</summary>
    public IReadOnlyList<SimulatedServer> Servers { get; }

    /// <summary>The server that was promoted last, or db001; whatever has become of it.</summary>
    public SimulatedServer Writer { get; private set; }

    /// <summary>The driver: give it to <c>RoutingOptions.UseDriver</c>, or open connections of it.</summary>
    public DbProviderFactory Factory { get; }

    /// <summary>A connection string that lists all servers, for the router.</summary>
    public string ConnectionString { get; }

    /// <summary>All that has happened, in order.</summary>
    public IReadOnlyList<SimulatedEvent> History
    {
        get
        {
            lock (_gate) return [.. _history];
        }
    }

    /// <summary>How many connections clients have open: a client that rents one must give it back.</summary>
    public int OpenConnections => Volatile.Read(ref _open);

    /// <summary>The server of a name.</summary>
    /// <param name="name">Such as db001.</param>
    public SimulatedServer this[string name] =>
        Servers.FirstOrDefault(server => server.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no server '{name}': it is one of {string.Join(", ", Servers)}.", nameof(name));

    /// <summary>How many of them belong to pools.</summary>
    internal int RentedConnections => Volatile.Read(ref _rented);

    internal int EventCount
    {
        get
        {
            lock (_gate) return _history.Count;
        }
    }

    internal TimeProvider TimeProvider { get; }

    /// <summary>The caller: what is sent on its behalf carries its name.</summary>
    internal AsyncLocal<int> Caller { get; } = new();

    internal TimeSpan Elapsed => TimeProvider.GetElapsedTime(_begun);

    internal DateTime Now => TimeProvider.GetUtcNow().UtcDateTime;

    /// <summary>Runs statements on a server, at once and past any network: to make tables, and to look at what is there.</summary>
    /// <param name="name">The server.</param>
    /// <param name="sql">The statements.</param>
    /// <exception cref="SimulatedDbException">The server refused one.</exception>
    public void Execute(string name, string sql) => Run(this[name], sql);

    /// <summary>As <see cref="Execute"/>, and brings the first value of the last statement's first row; null when there is none.</summary>
    /// <param name="name">The server.</param>
    /// <param name="sql">The statements.</param>
    /// <exception cref="SimulatedDbException">The server refused one.</exception>
    public object? Scalar(string name, string sql) => Run(this[name], sql) is [.., { Rows: [[var value, ..], ..] }] ? value : null;

    /// <summary>Teaches all servers what to say to a statement they do not understand; it changes nothing.</summary>
    /// <param name="statement">The text, to the letter.</param>
    /// <param name="rows">The answer.</param>
    public void Answer(string statement, DataTable rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var columns = rows.Columns.Cast<DataColumn>().Select(column => column.ColumnName).ToArray();
        var values = rows.Rows.Cast<DataRow>().Select(row => row.ItemArray.Select(Values.Of).ToArray()).ToArray();
        lock (_gate) _answers[statement] = StatementResult.Query(columns, values);
    }

    /// <summary>Teaches all servers a stored procedure: the statements that <c>CALL</c> runs, with a <c>?</c> for each argument.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sql">The statements; they may commit.</param>
    public void AddProcedure(string name, string sql)
    {
        lock (_gate) _procedures[name] = sql;
    }

    /// <summary>Returns what happened from an event on.</summary>
    internal IReadOnlyList<SimulatedEvent> HistoryFrom(int anEvent)
    {
        lock (_gate) return _history[anEvent..];
    }

    /// <summary>Returns what the server knows of a connection; null when it has ended.</summary>
    internal ServerSession? FindSession(string server, int connection)
    {
        lock (_gate) return this[server].FindLink(connection)?.Session;
    }

    internal string DefaultDatabase => _options.Database;

    internal bool HasDatabase(string name) =>
        name.Equals(_options.Database, StringComparison.OrdinalIgnoreCase) || name.Equals("otherdb", StringComparison.OrdinalIgnoreCase);

    internal string? Procedure(string name) => _procedures.GetValueOrDefault(name);

    // The same few texts come again and again, the monitor's first of all.
    internal ImmutableArray<SqlStatement> Parse(string text)
    {
        if (_parsed.TryGetValue(text, out var known)) return known;
        if (_parsed.Count == MostParsed) _parsed.Clear();
        return _parsed[text] = SqlParser.Parse(text);
    }

    internal StatementResult? AnswerTo(string statement) => _answers.GetValueOrDefault(statement);

    /// <summary>Returns a connection to what is behind a name; null when nothing is.</summary>
    internal SimulatedLink? CreateLink(ConnectionSettings settings)
    {
        var server = Resolve(settings.Server);
        var link = server is null
            ? null
            : new SimulatedLink(this, server, Interlocked.Increment(ref _lastConnection), settings.User, settings.Pooling);
        lock (_gate)
        {
            Record(new SimulatedEvent(
                Elapsed, SimulatedEventKind.Connecting, server?.Name ?? settings.Server, link?.Id ?? 0, $"{settings.User} to {settings.Server}")
            {
                IsUnpooled = !settings.Pooling,
            });
        }

        return link;
    }

    internal void NoteOpened(SimulatedLink link)
    {
        Interlocked.Increment(ref _open);
        if (link.IsPooled) Interlocked.Increment(ref _rented);
        Record(SimulatedEventKind.Opened, link, "");
    }

    internal void NoteClosed(SimulatedLink link)
    {
        Interlocked.Decrement(ref _open);
        if (link.IsPooled) Interlocked.Decrement(ref _rented);
        Record(SimulatedEventKind.Closed, link, "");
    }

    internal void Record(SimulatedEventKind kind, SimulatedLink link, string text)
    {
        lock (_gate)
        {
            _history.Add(new SimulatedEvent(Elapsed, kind, link.Server.Name, link.Id, text)
            {
                IsUnpooled = !link.IsPooled,
                Caller = kind == SimulatedEventKind.Sent ? Caller.Value : 0,
                Databases = kind == SimulatedEventKind.Executed && link.IsPooled ? Servers.ToDictionary(server => server.Name, server => server.Database) : null,
            });
        }
    }

    internal void Record(
        SimulatedEventKind kind, SimulatedServer server, int connection, string text, LoggedTransaction? transaction = null)
    {
        lock (_gate) _history.Add(new SimulatedEvent(Elapsed, kind, server.Name, connection, text) { Transaction = transaction });
    }

    /// <summary>Lets every replica look whether there is something to fetch.</summary>
    internal void ProceedReplication()
    {
        foreach (var server in Servers) server.Replication.Proceed();
    }

    private List<StatementResult> Run(SimulatedServer server, string sql)
    {
        lock (_gate)
        {
            var results = StatementExecutor.Execute(new ServerSession(server, 0, "root"), sql, BoundParameters.None);
            return results is [.., { Error: { } error }] ? throw error : results;
        }
    }
}
