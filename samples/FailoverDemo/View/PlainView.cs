using System.Globalization;
using Spectre.Console;

namespace FailoverDemo.View;

/// <summary>The view for a file or a pipe: the journal, line by line.</summary>
internal static class PlainView
{
    private const int Width = 120;

    public static void Follow(Journal journal)
    {
        journal.Written += Print;
        if (!Console.IsOutputRedirected)
            return;

        // A file has no width of its own, and wants no colours.
        AnsiConsole.Profile.Width = Width;
        AnsiConsole.Profile.Capabilities.Ansi = false;
        AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
    }

    private static void Print(JournalEntry entry) =>
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entry.At.TotalSeconds,7:F3}  {entry.Text}"));
}
