using RoutingData.Statements;

namespace RoutingData.Counting;

/// <summary>A statement by its digest, whatever literals it came with: a route has it, so that an execution looks nothing up.</summary>
/// <param name="digest">Its digest text.</param>
/// <param name="name">What it is called.</param>
/// <param name="reason">Why its text goes where it goes.</param>
/// <param name="counters">Its own, or those of all that have none.</param>
/// <param name="isNamed">Whether it may be told apart from others in metrics.</param>
internal sealed class CountedStatement(string digest, StatementName name, string reason, StatementCounters counters, bool isNamed)
{
    private StatementCounters _counters = counters;

    public string Digest => digest;

    public StatementName Name => name;

    /// <summary>The name under which metrics tell of it: there are only so many.</summary>
    public StatementName MetricName { get; } = isNamed ? name : name.Unnamed;

    public string Reason => reason;

    /// <summary>What counts it now.</summary>
    public StatementCounters Counters
    {
        get => Volatile.Read(ref _counters);
        set => Volatile.Write(ref _counters, value);
    }

    /// <summary>Whether others of its operation are counted with it.</summary>
    public bool SharesCounters { get; set; }

    /// <summary>Executions and errors when it was last looked at for being idle.</summary>
    public long SeenTotal { get; set; }
}
