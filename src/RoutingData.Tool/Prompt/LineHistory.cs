namespace RoutingData.Tool.Prompt;

/// <summary>The lines that were typed. They are kept in no file: an INSERT INTO mysql_users has a password in it.</summary>
internal sealed class LineHistory
{
    private const int Most = 1000;

    private readonly List<string> _lines = [];
    private int _at;
    private string _unfinished = "";

    /// <summary>Adds a line; the one before it again is not added.</summary>
    public void Add(string line)
    {
        if (!string.IsNullOrWhiteSpace(line) && (_lines is [] || _lines[^1] != line)) _lines.Add(line);
        if (_lines.Count > Most) _lines.RemoveAt(0);
        (_at, _unfinished) = (_lines.Count, "");
    }

    /// <summary>The line before.</summary>
    /// <param name="line">What is being typed.</param>
    public string Older(string line)
    {
        if (_at == 0) return line;
        if (_at == _lines.Count) _unfinished = line;
        return _lines[--_at];
    }

    /// <summary>The line after; behind the last one, what was being typed.</summary>
    public string Newer(string line)
    {
        if (_at >= _lines.Count) return line;
        return ++_at == _lines.Count ? _unfinished : _lines[_at];
    }
}
