using FailoverDemo.Histories;
using RoutingData.Monitor;
using Spectre.Console;

namespace FailoverDemo.View;

/// <summary>The view for a terminal: servers and roles, where statements go, the time line, and the latest of the journal.</summary>
internal sealed class LiveView(Stage stage, Journal journal)
{
    private const int LinesAboveJournal = 15;
    private const int WidestTimeLine = 120;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public Task ShowAsync(Task demo) => AnsiConsole.Live(new Text("")).StartAsync(async context =>
    {
        while (!demo.IsCompleted)
        {
            context.UpdateTarget(Screen());
            await Task.WhenAny(demo, Task.Delay(Interval));
        }

        context.UpdateTarget(Screen());
    });

    private Rows Screen()
    {
        var (history, width) = (stage.Histories.LastOrDefault(), AnsiConsole.Profile.Width);
        var lines = Math.Max(1, AnsiConsole.Profile.Height - LinesAboveJournal);
        return new Rows(
            new Rule($"[bold]{Markup.Escape(history?.Title ?? "Starting")}[/]") { Justification = Justify.Left },
            Servers(history?.Attempts ?? []),
            history is null ? new Text("") : TimeLineView.Of(history, Math.Min(width, WidestTimeLine)),
            new Rule { Style = Style.Parse("grey") },
            new Rows(journal.Entries.TakeLast(lines).Select(entry => Line(entry, width))));
    }

    private Table Servers(IEnumerable<Attempt> attempts)
    {
        var answered = attempts
            .Where(attempt => attempt.Acknowledged)
            .ToLookup(attempt => attempt.IsInsert, attempt => attempt.Server ?? "");
        var reads = CountBy.Name(answered[false]);
        var inserts = CountBy.Name(answered[true]);
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("Server", "Address", "Health", "Role", "Inserts", "Reads");
        foreach (var (name, state, role) in stage.Servers)
        {
            table.AddRow(
                new Text(name),
                new Text($"{state.Address}"),
                new Markup(state.Health == ServerHealth.Online ? "[green]Online[/]" : $"[red]{state.Health}[/]"),
                new Markup(role == ServerRole.Writer ? "[green bold]Writer[/]" : $"[blue]{role}[/]"),
                Number(inserts.GetValueOrDefault(name)),
                Number(reads.GetValueOrDefault(name)));
        }

        return table;
    }

    private static Text Number(int number) => new(number == 0 ? "" : $"{number:N0}") { Justification = Justify.Right };

    private static Text Line(JournalEntry entry, int width)
    {
        var line = $"{entry.At.TotalSeconds,7:F3}  {entry.Text}";
        return new Text(
            line.Length < width ? line : line[..(width - 2)] + "…",
            entry.IsTitle ? new Style(decoration: Decoration.Bold) : Style.Plain);
    }
}
