using System.Collections.Concurrent;
using System.Collections.Immutable;
using RoutingData.Monitor;
using RoutingData.Rules;
using RoutingData.Statements;

namespace RoutingData.Counting;

/// <summary>What one data source counts, over all reloads. What a command costs for it is one interlocked addition, and one look at the clock in
/// thirty-two times.</summary>
internal sealed class SourceCounts(TimeProvider timeProvider)
{
    // A clock costs more than all else here.
    private const int TimedOneIn = 32;

    private readonly ConcurrentDictionary<ServerAddress, ServerCounters> _servers = new();
    private readonly ConcurrentDictionary<ServerAddress, ProbeHistory> _probes = new();
    private long _since = timeProvider.GetUtcNow().UtcTicks;

    public StatementBook Statements { get; } = new();

    public FailoverLog Failovers { get; } = new();

    public HedgeCounters Hedges { get; } = new();

    public DateTimeOffset Since => new(Volatile.Read(ref _since), TimeSpan.Zero);

    /// <summary>Returns the counters of a server; the same ones whatever pool it has.</summary>
    public ServerCounters Of(ServerAddress server) => _servers.GetOrAdd(server, static _ => new ServerCounters());

    /// <summary>Returns the probes of a server.</summary>
    public ProbeHistory ProbesOf(ServerAddress server) => _probes.GetOrAdd(server, static _ => new ProbeHistory());

    /// <summary>Whether an execution is one of those that are timed.</summary>
    /// <param name="count">What <see cref="StatementCounters.Add(int, StatementPlace)"/> returned.</param>
    public static bool IsTimed(long count) => (count & (TimedOneIn - 1)) == 1;

    /// <summary>Counts the time of a statement that is one of those to be timed.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="server">The counters of its server.</param>
    /// <param name="begun">The clock's timestamp when it was called.</param>
    public void Time(CountedStatement statement, ServerCounters server, long begun)
    {
        var microseconds = (long)timeProvider.GetElapsedTime(begun).TotalMicroseconds;
        if (statement.SharesCounters) Statements.Admit(statement);
        statement.Counters.AddTime(microseconds);
        server.AddTime(microseconds);
    }

    /// <summary>Notes that a server answered a write.</summary>
    public void NoteWrite(ServerAddress server) => Failovers.NoteWrite(server, Moment.Of(timeProvider));

    /// <summary>Lets go of servers and pairs that are none any more, and keeps the statements to so many.</summary>
    public void Limit(int statements, TopologyDefinition definition)
    {
        bool IsConfigured(ServerAddress address) => definition.Servers.Any(server => server.Address == address);
        Failovers.Limit(hostgroup => definition.ReplicationHostgroups.Any(pair => pair.WriterHostgroup == hostgroup));
        Statements.Most = statements;
        foreach (var server in _servers.Keys.Where(server => !IsConfigured(server))) _servers.TryRemove(server, out _);
        foreach (var server in _probes.Keys.Where(server => !IsConfigured(server))) _probes.TryRemove(server, out _);
    }

    /// <summary>Begins anew; what is going on goes on.</summary>
    public void Clear()
    {
        Volatile.Write(ref _since, timeProvider.GetUtcNow().UtcTicks);
        Statements.Clear();
        Failovers.Clear();
        Hedges.Clear();
        foreach (var server in _servers.Values) server.Clear();
        foreach (var probes in _probes.Values) probes.Clear();
    }

    /// <summary>Statements and operations, as they are told.</summary>
    public (ImmutableArray<StatementStatistics> Statements, ImmutableArray<OperationStatistics> Operations) ReadStatements()
    {
        var (known, others) = Statements.Read();
        StatementStatistics[] all =
        [
            .. known.Select(statement => Tell(statement.Digest, statement.Name, statement.Reason, statement.Counters)),
            .. others.Select(entry => Tell("", new StatementName(entry.Key, null, entry.Key), "", entry.Value)),
        ];
        var told = all.Where(statement => statement.Count + statement.Errors > 0).OrderByDescending(statement => statement.Count).ToImmutableArray();
        var times = new Dictionary<string, LatencyHistogram>(StringComparer.Ordinal);
        foreach (var (operation, counters) in known.Select(statement => KeyValuePair.Create(statement.Name.Operation, statement.Counters)).Concat(others))
        {
            if (!times.TryGetValue(operation, out var sum)) times.Add(operation, sum = new LatencyHistogram());
            counters.AddTimesTo(sum);
        }

        var operations = told.GroupBy(statement => statement.Operation, StringComparer.Ordinal)
            .Select(group => new OperationStatistics(group.Key, group.Sum(each => each.Count), group.Sum(each => each.Errors), times[group.Key]));
        return (told, [.. operations.OrderByDescending(operation => operation.Count)]);
    }

    private static StatementStatistics Tell(string digest, StatementName name, string reason, StatementCounters counters) => new()
    {
        DigestText = digest,
        Digest = digest.Length == 0 ? "" : DigestHash.Format(DigestHash.Of(digest)),
        Summary = name.Summary,
        Operation = name.Operation,
        Reason = reason,
        OnReader = counters.CountOf(StatementPlace.Reader),
        OnWriter = counters.CountOf(StatementPlace.Writer),
        InSession = counters.CountOf(StatementPlace.Session),
        KeptOnWriter = counters.CountOf(StatementPlace.KeptOnWriter),
        Count = counters.Executions,
        Errors = counters.ErrorCount,
        RowsAffected = counters.RowCount,
        Latency = counters.Summary,
    };
}
