namespace RoutingData.Tool.Prompt;

/// <summary>A line that is being typed.</summary>
/// <param name="Text">What is there.</param>
/// <param name="Cursor">The place of the cursor, from 0.</param>
internal sealed record EditedLine(string Text, int Cursor)
{
    public static EditedLine Empty { get; } = new("", 0);

    /// <summary>The line after a key; the same one for a key that means nothing.</summary>
    public EditedLine After(ConsoleKeyInfo key)
    {
        var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
        return key.Key switch
        {
            ConsoleKey.LeftArrow => this with { Cursor = Math.Max(0, Cursor - 1) },
            ConsoleKey.RightArrow => this with { Cursor = Math.Min(Text.Length, Cursor + 1) },
            ConsoleKey.Home => this with { Cursor = 0 },
            ConsoleKey.End => this with { Cursor = Text.Length },
            ConsoleKey.A when control => this with { Cursor = 0 },
            ConsoleKey.E when control => this with { Cursor = Text.Length },
            ConsoleKey.U when control => new EditedLine(Text[Cursor..], 0),
            ConsoleKey.K when control => this with { Text = Text[..Cursor] },
            ConsoleKey.W when control => WithoutWord(),
            ConsoleKey.Backspace when Cursor > 0 => new EditedLine(Text.Remove(Cursor - 1, 1), Cursor - 1),
            ConsoleKey.Delete when Cursor < Text.Length => this with { Text = Text.Remove(Cursor, 1) },
            _ when !char.IsControl(key.KeyChar) => new EditedLine(Text.Insert(Cursor, key.KeyChar.ToString()), Cursor + 1),
            _ => this,
        };
    }

    private EditedLine WithoutWord()
    {
        var begin = Text[..Cursor].TrimEnd().LastIndexOf(' ') + 1;
        return new EditedLine(Text.Remove(begin, Cursor - begin), begin);
    }
}
