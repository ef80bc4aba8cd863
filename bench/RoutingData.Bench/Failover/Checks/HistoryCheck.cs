using System.Diagnostics;
using RoutingData.Bench.Failover.Loads;

namespace RoutingData.Bench.Failover.Checks;

/// <summary>Compares what callers were told with what the servers hold. Pure.</summary>
internal sealed class HistoryCheck
{
    private readonly IReadOnlyList<Attempt> _attempts;
    private readonly TimeLine _time;
    private readonly SurvivingTables _tables;
    private readonly ILookup<(int Worker, int Number), int> _serversOf;
    private readonly bool _throughProxy;
    private readonly bool _resolves;

    public HistoryCheck(IReadOnlyList<Attempt> attempts, TimeLine time, SurvivingTables tables, bool throughProxy, bool resolves = false)
    {
        (_attempts, _time, _tables, _throughProxy, _resolves) = (attempts, time, tables, throughProxy, resolves);
        _serversOf = tables.Others.Append(tables.Writer).SelectMany(rows => rows).Distinct()
            .ToLookup(row => (row.Worker, row.Number), row => row.Server);
    }

    public RunResult Run(int? staleSockets, int stuck, string load)
    {
        var writes = _attempts.Where(attempt => attempt.IsWrite).ToList();
        var reads = _attempts.Where(attempt => !attempt.IsWrite).ToList();
        return new RunResult
        {
            Load = load,
            Writes = writes.Count(write => write.Acknowledged),
            Saves = writes.Count(write => write is { Acknowledged: true, IsSave: true }),
            Reads = reads.Count(read => read.Acknowledged),
            ToFirstWrite = [.. _time.Writable.Select(ToFirstWrite).OfType<double>()],
            LongestWriteGap = LongestGap(writes),
            LongestReadGap = LongestGap(reads),
            LongestWrite = Longest(writes),
            LongestRead = Longest(reads),
            LongestReadOf = reads.GroupBy(read => read.Kind).ToDictionary(kind => kind.Key, Longest),
            WriteErrors = Kinds(writes),
            ReadErrors = Kinds(reads),
            Lost = Lost(writes),
            WrongKeys = WrongKeys(writes),
            Duplicated = Duplicated(),
            OnDemoted = OnDemoted(writes),
            Contradicted = writes.Count(write => !write.Acknowledged && IsThere(write) && !ErrorKind.LeavesOpen(write, _throughProxy)),
            AnsweredStale = reads.Count(read => read.Acknowledged && _time.Beliefs.Any(belief => IsBegunWithin(read, belief))),
            LeftBehind = _tables.Others.SelectMany(rows => rows).Except(_tables.Writer).Count(),
            StaleSockets = staleSockets,
            Stuck = stuck,
            Messages = [.. _attempts.Select(attempt => attempt.Error?.Message).OfType<string>().Distinct()],
        };
    }

    private bool IsThere(Attempt write) => _serversOf.Contains((write.Worker, write.Number));

    private int Lost(List<Attempt> writes)
    {
        var kept = _tables.Writer.Select(row => (row.Worker, row.Number)).ToHashSet();
        return writes.Count(write => write.Acknowledged && !kept.Contains((write.Worker, write.Number)));
    }

    private int WrongKeys(List<Attempt> writes)
    {
        var keys = _tables.Writer.ToLookup(row => (row.Worker, row.Number), row => row.Id);
        return writes.Count(write => write is { Acknowledged: true, Key: { } key } && !keys[(write.Worker, write.Number)].Contains(key));
    }

    private int Duplicated() =>
        _tables.Others.Append(_tables.Writer)
            .SelectMany(rows => rows.GroupBy(row => (row.Worker, row.Number)).Where(group => group.Count() > 1).Select(group => group.Key))
            // Resolved, a write runs again on the next writer; what the former one did as it woke up it has alone, and is left behind.
            .Concat(_serversOf.Where(servers => !_resolves && servers.Count() > 1).Select(servers => servers.Key))
            .Distinct().Count();

    // A row that nobody sent is executed by nobody's leave, too.
    private int OnDemoted(List<Attempt> writes)
    {
        var told = writes.ToDictionary(write => (write.Worker, write.Number));
        return _serversOf.Sum(servers => servers.Count(
            server => !told.TryGetValue(servers.Key, out var write) || !_time.Reigns.Any(reign => IsWithin(write, server, reign))));
    }

    private static bool IsWithin(Attempt write, int server, Reign reign) =>
        server == reign.Server && write.Begun <= reign.Until && write.Ended >= reign.From;

    // One that was under way before may have been sent before.
    private static bool IsBegunWithin(Attempt read, Reign belief) =>
        read.Server == belief.Server && read.Begun >= belief.From && read.Ended <= belief.Until;

    private double? ToFirstWrite((int Server, long At) writable) => _attempts
        .Where(write => write is { IsWrite: true, Acknowledged: true } && write.Ended >= writable.At)
        .Where(write => _serversOf[(write.Worker, write.Number)].Contains(writable.Server))
        .Select(write => (double?)Milliseconds(writable.At, write.Ended))
        .Min();

    private double LongestGap(IEnumerable<Attempt> attempts)
    {
        var answers = attempts.Where(attempt => attempt.Acknowledged && attempt.Ended >= _time.Begun).Select(attempt => attempt.Ended).Order();
        long[] times = [_time.Begun, .. answers];
        return times.Zip(times.Skip(1), Milliseconds).DefaultIfEmpty().Max();
    }

    private double Longest(IEnumerable<Attempt> attempts) => attempts
        .Where(attempt => attempt.Ended >= _time.Begun).Select(attempt => Milliseconds(attempt.Begun, attempt.Ended)).DefaultIfEmpty().Max();

    private static SortedDictionary<string, int> Kinds(IEnumerable<Attempt> attempts) => new(attempts
        .Where(attempt => !attempt.Acknowledged).CountBy(attempt => ErrorKind.Of(attempt.Error!)).ToDictionary(), StringComparer.Ordinal);

    private static double Milliseconds(long from, long to) => Math.Round(Stopwatch.GetElapsedTime(from, to).TotalMilliseconds, 1);
}
