using RoutingData.Tool.Abstractions;
using Spectre.Console;

namespace RoutingData.Tool.Output;

/// <summary>Spectre's console over the tool's.</summary>
internal static class Terminal
{
    public static IAnsiConsole Of(ToolConsole console, int width)
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(console.Out),
            Ansi = console.ReadKey is null ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = InteractionSupport.No,
        });
        terminal.Profile.Width = width;
        return terminal;
    }
}
