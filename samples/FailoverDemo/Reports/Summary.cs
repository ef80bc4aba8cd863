using System.Globalization;
using FailoverDemo.Histories;
using FailoverDemo.View;
using Spectre.Console;

namespace FailoverDemo.Reports;

/// <summary>The end of the demo: figures, time lines, checks.</summary>
internal static class Summary
{
    private const int Width = 110;

    public static void Print(DemoReport report, IReadOnlyList<Check> checks, IReadOnlyList<History> histories, ServerNames names)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLineInterpolated($"{report.Driver}, {report.Server}");
        AnsiConsole.WriteLine();
        foreach (var history in histories.Where(history => history.Marks.Any()))
        {
            AnsiConsole.MarkupLine($"[bold]{Markup.Escape(history.Title)}[/]");
            AnsiConsole.Write(TimeLineView.Of(history, Math.Min(AnsiConsole.Profile.Width, Width)));
            AnsiConsole.WriteLine();
        }

        if (report is { Failover: { } failover, Switchover: { } switchover })
            AnsiConsole.Write(Figures(failover, switchover));
        PrintVerdicts(checks);
        foreach (var message in histories.SelectMany(history => history.Messages).Distinct())
            AnsiConsole.WriteLine($"The application saw: {names.In(message)}");
        PrintEnd(checks);
    }

    /// <summary>Prints nothing but the checks.</summary>
    public static void PrintChecks(IReadOnlyList<Check> checks)
    {
        AnsiConsole.WriteLine();
        PrintVerdicts(checks);
        PrintEnd(checks);
    }

    private static void PrintVerdicts(IEnumerable<Check> checks)
    {
        AnsiConsole.Write(Verdicts(checks));
        AnsiConsole.WriteLine();
    }

    private static void PrintEnd(IReadOnlyList<Check> checks) =>
        AnsiConsole.MarkupLine(checks.All(check => check.Holds) ? "[green bold]OK[/]" : "[red bold]FAILED[/]");

    private static Grid Verdicts(IEnumerable<Check> checks)
    {
        var grid = new Grid().AddColumns(4);
        foreach (var check in checks)
        {
            var verdict = new Markup(check.Holds ? "[green]OK[/]" : "[red bold]FAILED[/]");
            grid.AddRow(verdict, new Text(check.Test), new Text(check.Claim), new Text(check.Found));
        }

        return grid;
    }

    private static Table Figures(LoadResult failover, LoadResult switchover)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("");
        table.AddColumn("failover", column => column.RightAligned());
        table.AddColumn("switchover", column => column.RightAligned());
        foreach (var server in failover.ByServer.Keys.Union(switchover.ByServer.Keys).Order(StringComparer.Ordinal))
            Row($"rows written by {server}, as SQL counts them", result => result.ByServer.GetValueOrDefault(server));
        Row("inserts acknowledged", result => result.Acknowledged);
        Row("errors the application saw", result => result.Errors);
        Row("acknowledged rows that are missing", result => result.Lost);
        Row("rows that are there twice", result => result.Duplicated);
        Row("promotion to first acknowledged insert, ms", result => result.PromotionToFirstWriteMs);
        Row("longest time without an insert, ms", result => result.LongestGapMs);
        Row("longest time without a read, ms", result => result.LongestReadGapMs);
        Row("reads answered", result => result.Reads);
        Row("reads that failed", result => result.ReadErrors);
        return table;

        void Row(string name, Func<LoadResult, double?> figure) => table.AddRow(name, Text(figure(failover)), Text(figure(switchover)));
    }

    private static string Text(double? figure) => figure?.ToString("#,0.#", CultureInfo.InvariantCulture) ?? "never";
}
