using System.Globalization;
using RoutingData.Bench.Failover.Reports;
using RoutingData.Bench.Measuring;
using RoutingData.Bench.Results.Checks;

namespace RoutingData.Bench.Results.Reports;

/// <summary>The figures for people.</summary>
internal static class StrikeTables
{
    /// <summary>One strike, in a line, and a line for each thing that is not as it must be.</summary>
    public static void PrintStrike(string name, int time, int times, StrikeResult router, StrikeResult bare, IEnumerable<string> faults)
    {
        Console.WriteLine($"{name} {time}/{times}: {Line(router)}; {Line(bare)}");
        foreach (var fault in faults) Console.WriteLine($"    {fault}");
    }

    public static void Print(IEnumerable<StrikeReport> reports)
    {
        var table = new Table(
            "strike", "servers", "through", "strikes", "under way", "whole", "DbException", "other exceptions", "hanging",
            "to the error, ms: p50, max", "later errors", "not whole", "of them without error");
        foreach (var report in reports)
        {
            table.Add(
                report.Strike, report.Servers, report.Through, report.Results.Count, report.UnderWay, report.Whole,
                Judgement.Kinds(report.DbErrors), Judgement.Kinds(report.OtherErrors), report.Hanging,
                double.IsNaN(report.ToError.P50)
                    ? "" : string.Create(CultureInfo.InvariantCulture, $"{report.ToError.P50:N0}, {report.ToError.Max:N0}"),
                Judgement.Kinds(report.LaterErrors), report.Wrong, report.WrongInSilence);
        }

        Console.WriteLine();
        table.Print();
    }

    private static string Line(StrikeResult result) => string.Create(CultureInfo.InvariantCulture,
        $"{result.Through}: {result.UnderWay} under way, {result.Whole} whole, {result.DbErrors.Values.Sum()} DbException, " +
        $"{result.OtherErrors.Values.Sum()} other, {result.Hanging.Count} hanging, {result.ToError.DefaultIfEmpty().Max():N0} ms, {result.Wrong.Count} not whole");
}
