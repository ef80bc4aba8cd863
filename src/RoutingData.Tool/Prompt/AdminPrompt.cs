using RoutingData.Tool.Abstractions;

namespace RoutingData.Tool.Prompt;

/// <summary>Reads statements that a person types, or that come from a file, and runs them.</summary>
/// <param name="console">Where they come from.</param>
/// <param name="runner">Runs them.</param>
internal sealed class AdminPrompt(ToolConsole console, IStatementRunner runner)
{
    private const string First = "routingdata> ";
    private const string Further = "          -> ";

    /// <returns>The exit code: a person may mistype, a script may not.</returns>
    public int Run()
    {
        var read = console.ReadKey is { } key ? new LineEditor(key, console.Out, new LineHistory()).Read : (Func<string, string?>)(_ => console.In.ReadLine());
        if (console.ReadKey is not null) console.Out.WriteLine("Statements end with ; or \\G. quit ends.");
        var text = "";
        while (read(text.Length == 0 ? First : Further) is { } line)
        {
            if (text.Length == 0 && TypedStatement.IsEnd(line)) return ExitCode.Success;
            text = text.Length == 0 ? line : $"{text}\n{line}";
            if (string.IsNullOrWhiteSpace(text)) text = "";
            if (!TypedStatement.IsWhole(text)) continue;
            if (!runner.TryRun(text) && console.ReadKey is null) return ExitCode.Faults;
            text = "";
        }

        // The last one of a file needs no semicolon.
        return text.Length == 0 || console.ReadKey is not null || runner.TryRun(text) ? ExitCode.Success : ExitCode.Faults;
    }
}
