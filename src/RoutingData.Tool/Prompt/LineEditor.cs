namespace RoutingData.Tool.Prompt;

/// <summary>Reads lines at a terminal, with keys that move and a history.</summary>
/// <param name="readKey">Reads a key.</param>
/// <param name="output">The terminal.</param>
/// <param name="history">The lines before.</param>
internal sealed class LineEditor(Func<ConsoleKeyInfo> readKey, TextWriter output, LineHistory history)
{
    private const string ToEndOfLine = "\u001b[K";

    /// <summary>Reads a line.</summary>
    /// <returns>The line; <see langword="null"/> at the end (Ctrl+D).</returns>
    public string? Read(string prompt)
    {
        var line = EditedLine.Empty;
        while (true)
        {
            Draw(prompt, line);
            var key = readKey();
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    output.WriteLine();
                    history.Add(line.Text);
                    return line.Text;
                case ConsoleKey.D when key.Modifiers.HasFlag(ConsoleModifiers.Control) && line.Text.Length == 0:
                    output.WriteLine();
                    return null;
                case ConsoleKey.UpArrow:
                    line = AtEnd(history.Older(line.Text));
                    break;
                case ConsoleKey.DownArrow:
                    line = AtEnd(history.Newer(line.Text));
                    break;
                default:
                    line = line.After(key);
                    break;
            }
        }
    }

    private static EditedLine AtEnd(string text) => new(text, text.Length);

    private void Draw(string prompt, EditedLine line)
    {
        output.Write($"\r{prompt}{line.Text}{ToEndOfLine}");
        if (line.Text.Length > line.Cursor) output.Write($"\u001b[{line.Text.Length - line.Cursor}D");
        output.Flush();
    }
}
