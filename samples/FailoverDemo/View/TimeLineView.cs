using FailoverDemo.Histories;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace FailoverDemo.View;

/// <summary>Draws the time line of a test: inserts, reads, and what was done to the servers.</summary>
internal static class TimeLineView
{
    private const string Margin = "         ";

    public static IRenderable Of(History history, int width)
    {
        var line = new TimeLine(history.Begun, history.Ended, width - Margin.Length);
        var answered = history.Attempts.Where(attempt => attempt.Acknowledged).ToLookup(attempt => attempt.IsInsert);
        return new Rows([
            Bars("inserts", "green", line.Row(answered[true])),
            Bars("reads", "blue", line.Row(answered[false])),
            .. history.Marks.Select(mark => Pointer(line.Column(mark.At), mark.Text, width)),
        ]);
    }

    private static Markup Bars(string name, string colour, string bars) =>
        new(name.PadRight(Margin.Length) +
            $"[{colour}]{bars.Replace($"{TimeLine.Nothing}", $"[red]{TimeLine.Nothing}[/]", StringComparison.Ordinal)}[/]");

    // The text stands right of its pointer, or left of it where there is no room.
    private static Text Pointer(int column, string text, int width)
    {
        var at = Margin.Length + column;
        return new Text(at + 2 + text.Length <= width
            ? new string(' ', at) + "▲ " + text
            : (text + " ▲").PadLeft(at + 1));
    }
}
