namespace RoutingData.ProxySql.ConfigFiles;

/// <summary>The words of a file and of all that it includes, as one row.</summary>
/// <param name="open">Gives the text of a file; <see cref="IOException"/> when it cannot.</param>
internal sealed class ConfigReader(Func<string, string> open)
{
    private readonly Stack<(ConfigLexer Lexer, string File)> _files = new();
    private int _included;
    private long _length;

    /// <summary>Begins with a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Begin(string file) => Push(file, file, new ProxySqlPosition(file, 1, 1));

    /// <summary>The next word; the end is that of the first file.</summary>
    public ConfigToken Read()
    {
        while (true)
        {
            var token = _files.Peek().Lexer.Read();
            if (token.Kind == ConfigTokenKind.Include) Include(token);
            else if (token.Kind != ConfigTokenKind.End || _files.Count == 1) return token;
            else _files.Pop();
        }
    }

    private void Include(ConfigToken directive)
    {
        if (_files.Count > ConfigLimits.IncludeDepth)
            throw new ProxySqlFormatException(directive.Position, $"Files include one another more than {ConfigLimits.IncludeDepth} deep.");
        if (++_included > ConfigLimits.Includes)
            throw new ProxySqlFormatException(directive.Position, $"More than {ConfigLimits.Includes} files are included.");
        if (directive.Text.Length == 0 || directive.Text.AsSpan().ContainsAny("*?\0"))
            throw new ProxySqlFormatException(directive.Position, "@include names one file, without wildcards.");

        var folder = Path.GetDirectoryName(_files.Peek().File);
        var file = string.IsNullOrEmpty(folder) ? directive.Text : Path.Combine(folder, directive.Text);
        try
        {
            Push(file, directive.Text, directive.Position);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProxySqlFormatException(directive.Position, $"The included file cannot be read: {e.GetType().Name}.");
        }
    }

    private void Push(string file, string name, ProxySqlPosition position)
    {
        var text = open(file);
        _length += text.Length;
        if (_length > ConfigLimits.Length) throw new ProxySqlFormatException(position, $"More than {ConfigLimits.Length} characters in all.");
        _files.Push((new ConfigLexer(text, name), file));
    }
}
