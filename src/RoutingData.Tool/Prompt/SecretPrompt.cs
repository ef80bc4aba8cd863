using RoutingData.Tool.Abstractions;

namespace RoutingData.Tool.Prompt;

/// <summary>Asks for a password, and shows nothing of it.</summary>
internal static class SecretPrompt
{
    public static string Read(ToolConsole console, Func<ConsoleKeyInfo> readKey, string prompt)
    {
        console.Error.Write(prompt);
        var line = EditedLine.Empty;
        while (readKey() is var key && key.Key != ConsoleKey.Enter) line = line.After(key);
        console.Error.WriteLine();
        return line.Text;
    }
}
