using System.Globalization;
using RoutingData.Bench.Failover.Checks;
using RoutingData.Bench.Failover.Faults;
using RoutingData.Bench.Measuring;

namespace RoutingData.Bench.Failover.Reports;

/// <summary>The figures for people.</summary>
internal static class FailoverTables
{
    /// <summary>One run, in a line.</summary>
    public static void PrintRun(string fault, int run, int runs, RunResult result)
    {
        var first = result.ToFirstWrite.Count == 0 ? "" : $"first write after {string.Join(", ", result.ToFirstWrite)} ms, ";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{fault} {run}/{runs}: {first}longest read {result.LongestRead} ms ({result.LongestReadOf.MaxBy(kind => kind.Value).Key}), write errors {Judgement.Kinds(result.WriteErrors)}, " +
            $"read errors {Judgement.Kinds(result.ReadErrors)}, {(result.IsSound ? "sound" : "NOT SOUND")}, load average {result.Load}"));
    }

    /// <summary>All runs of a fault beside the bar.</summary>
    public static void Print(FaultReport report, IEnumerable<Judgement> judgements)
    {
        Console.WriteLine();
        Console.WriteLine(
            $"{report.Fault}: {report.What}. {report.Servers}, through {report.Through}; {report.Runs.Count} runs, " +
            $"{report.Writes:N0} writes ({report.Saves:N0} of them SaveChanges) and {report.Reads:N0} reads acknowledged.");
        var table = new Table("figure", "value", "bar", "");
        foreach (var item in judgements) table.Add(item.Figure, item.Value, item.Bar, item.IsMet switch { true => "ok", false => "MISSED", _ => "" });
        table.Print();
    }

    /// <summary>One row a fault, as in docs/failover.md.</summary>
    public static void PrintMarkdown(IEnumerable<FaultReport> reports)
    {
        var table = new Table(
            "fault", "servers", "through", "runs", "writable to first write, ms: p50, p99, max", "longest without a write, ms: p50, max",
            "longest read, ms: p50, max", "writes that failed", "reads that failed", "lost, twice, on a wrong server, contradicted", "connections left");
        foreach (var report in reports)
        {
            var (first, gap, read) = (report.ToFirstWrite, report.LongestWriteGap, report.LongestRead);
            table.Add(
                report.What, report.Servers, report.Through, report.Runs.Count,
                double.IsNaN(first.P50) ? "" : Times(first.P50, first.P99, first.Max), Times(gap.P50, gap.Max), Times(read.P50, read.Max),
                Judgement.Kinds(report.WriteErrors), Judgement.Kinds(report.ReadErrors),
                $"{report.Lost}, {report.Duplicated}, {report.OnDemoted}, {report.Contradicted}", report.StaleSockets);
        }

        table.Print();
    }

    private static string Times(params double[] times) =>
        string.Join(", ", times.Select(time => time.ToString("N0", CultureInfo.InvariantCulture)));
}
