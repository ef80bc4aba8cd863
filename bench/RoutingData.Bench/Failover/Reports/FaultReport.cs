using RoutingData.Bench.Failover.Checks;
using RoutingData.Bench.Failover.Faults;

namespace RoutingData.Bench.Failover.Reports;

/// <summary>All runs of one fault on one kind of servers. Times are milliseconds.</summary>
/// <param name="Fault">As on the command line.</param>
/// <param name="What">What happens, in a few words.</param>
/// <param name="Servers">The servers' version.</param>
/// <param name="Through">The router, or a proxy's address.</param>
/// <param name="PromoteAfter">How long the promoter took to act.</param>
/// <param name="Runs">Those that came to an end.</param>
/// <param name="Failures">What became of the others.</param>
internal sealed record FaultReport(
    string Fault, string What, string Servers, string Through, double PromoteAfter, IReadOnlyList<RunResult> Runs,
    IReadOnlyList<string> Failures)
{
    private static readonly SortedDictionary<string, int> NoErrors = [];

    public int Writes => Runs.Sum(run => run.Writes);

    public int Saves => Runs.Sum(run => run.Saves);

    public int Reads => Runs.Sum(run => run.Reads);

    public Percentiles ToFirstWrite => Percentiles.Of(Runs.SelectMany(run => run.ToFirstWrite));

    public Percentiles LongestWriteGap => Percentiles.Of(Runs.Select(run => run.LongestWriteGap));

    public Percentiles LongestReadGap => Percentiles.Of(Runs.Select(run => run.LongestReadGap));

    public Percentiles LongestWrite => Percentiles.Of(Runs.Select(run => run.LongestWrite));

    public Percentiles LongestRead => Percentiles.Of(Runs.Select(run => run.LongestRead));

    public IReadOnlyDictionary<string, int> WriteErrors => Sum(run => run.WriteErrors);

    public IReadOnlyDictionary<string, int> ReadErrors => Sum(run => run.ReadErrors);

    public int Lost => Runs.Sum(run => run.Lost);

    public int WrongKeys => Runs.Sum(run => run.WrongKeys);

    public int Duplicated => Runs.Sum(run => run.Duplicated);

    public int OnDemoted => Runs.Sum(run => run.OnDemoted);

    public int Contradicted => Runs.Sum(run => run.Contradicted);

    public int AnsweredStale => Runs.Sum(run => run.AnsweredStale);

    public int LargeResults => Runs.Sum(run => run.LargeResults?.UnderWay ?? 0);

    public int NotWhole => Runs.Sum(run => run.LargeResults?.Wrong.Count ?? 0);

    /// <summary>Exceptions of large reads that a caller who catches database exceptions does not catch.</summary>
    public IReadOnlyDictionary<string, int> StrangeErrors => Sum(run => run.LargeResults?.OtherErrors ?? NoErrors);

    public int LeftBehind => Runs.Sum(run => run.LeftBehind);

    public int? StaleSockets => Runs.All(run => run.StaleSockets is null) ? null : Runs.Sum(run => run.StaleSockets);

    public int Stuck => Runs.Sum(run => run.Stuck);

    private SortedDictionary<string, int> Sum(Func<RunResult, IReadOnlyDictionary<string, int>> errors) => new(
        Runs.SelectMany(errors).GroupBy(error => error.Key).ToDictionary(kind => kind.Key, kind => kind.Sum(error => error.Value)),
        StringComparer.Ordinal);
}
