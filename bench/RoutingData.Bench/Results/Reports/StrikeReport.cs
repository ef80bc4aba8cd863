using RoutingData.Bench.Failover.Reports;
using RoutingData.Bench.Results.Checks;

namespace RoutingData.Bench.Results.Reports;

/// <summary>All strikes of one kind on one kind of servers, through one way. Times are milliseconds.</summary>
/// <param name="Strike">As on the command line.</param>
/// <param name="Servers">The servers' flavor, and whether with TLS.</param>
/// <param name="Through">The router, or the bare driver.</param>
/// <param name="LeavesEstablished">Whether each read is to be whole.</param>
/// <param name="Results">One a strike.</param>
internal sealed record StrikeReport(
    string Strike, string Servers, string Through, bool LeavesEstablished, IReadOnlyList<StrikeResult> Results)
{
    public int UnderWay => Results.Sum(result => result.UnderWay);

    public int Whole => Results.Sum(result => result.Whole);

    public IReadOnlyDictionary<string, int> DbErrors => Sum(result => result.DbErrors);

    public IReadOnlyDictionary<string, int> OtherErrors => Sum(result => result.OtherErrors);

    public IReadOnlyDictionary<string, int> LaterErrors => Sum(result => result.LaterErrors);

    public int Hanging => Results.Sum(result => result.Hanging.Count);

    public Percentiles ToError => Percentiles.Of(Results.SelectMany(result => result.ToError));

    public int Wrong => Results.Sum(result => result.Wrong.Count);

    public int WrongInSilence => Results.Sum(result => result.WrongInSilence);

    private SortedDictionary<string, int> Sum(Func<StrikeResult, IReadOnlyDictionary<string, int>> errors) => new(
        Results.SelectMany(errors).GroupBy(error => error.Key).ToDictionary(kind => kind.Key, kind => kind.Sum(error => error.Value)),
        StringComparer.Ordinal);
}
