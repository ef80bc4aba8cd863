using System.Diagnostics;
using RoutingData.Bench.Failover.Checks;
using RoutingData.Bench.Failover.Loads;

namespace RoutingData.Bench.Tests.Failover;

/// <summary>One writer's calls, and what three servers hold of them: 1 writes until it is replaced by 2 at the twentieth millisecond.</summary>
internal sealed class History
{
    public const int Former = 1;
    public const int Promoted = 2;

    private readonly TimeLine _time = new(Former);
    private readonly List<Attempt> _attempts = [];
    private readonly List<WrittenRow> _writer = [];
    private readonly List<WrittenRow> _former = [];

    public History() => _time.Promoted(Promoted, At(20));

    /// <summary>A write that began and ended at these milliseconds.</summary>
    public History Wrote(int number, double begun, double ended, Exception? error = null, long? key = null)
    {
        _attempts.Add(new Attempt(0, "async", number, IsWrite: true, At(begun), At(ended), Opened: true, error) { Key = key });
        return this;
    }

    /// <summary>A read that began and ended at these milliseconds, answered by a server.</summary>
    public History Read(double begun, double ended, int by)
    {
        _attempts.Add(new Attempt(1, "async", 1, IsWrite: false, At(begun), At(ended), Opened: true, Error: null) { Server = by });
        return this;
    }

    /// <summary>The former writer did not know, for these milliseconds, that it had been replaced.</summary>
    public History FormerBelieved(double from, double until)
    {
        _time.Believed(Former, At(from), At(until));
        return this;
    }

    /// <summary>A node that is neither takes writes from this millisecond on.</summary>
    public History Takes(int server, double from)
    {
        _time.TakeWrites([server], At(from));
        return this;
    }

    /// <summary>The writer's table holds a row, executed by a server.</summary>
    public History Kept(int number, int by, long id = 0)
    {
        _writer.Add(new WrittenRow(0, number, by, id));
        return this;
    }

    /// <summary>The former writer's table holds a row that it executed.</summary>
    public History KeptByFormer(int number)
    {
        _former.Add(new WrittenRow(0, number, Former));
        return this;
    }

    public RunResult Judge(bool throughProxy = false) =>
        new HistoryCheck(_attempts, _time, new SurvivingTables(_writer, [_former]), throughProxy).Run(staleSockets: null, stuck: 0, load: "");

    private long At(double milliseconds) => _time.Begun + (long)(milliseconds * Stopwatch.Frequency / 1000);
}
