using System.Text.RegularExpressions;

namespace RoutingData.Tests.Documentation;

/// <summary>
/// A page of docs/, which a test compares with the code. With ROUTINGDATA_WRITE_DOCS=1 its generated parts are written instead.
/// </summary>
internal sealed class Document(string name)
{
    private const string WriteVariable = "ROUTINGDATA_WRITE_DOCS";

    private static string? Project => typeof(Document).Assembly.GetName().Name;

    public string Path { get; } = System.IO.Path.Combine(Repository.Root, "docs", name);

    public string Text => File.ReadAllText(Path).ReplaceLineEndings("\n");

    /// <summary>The blocks of code in one language, in order.</summary>
    public IReadOnlyList<string> Code(string language)
    {
        var blocks = Regex.Matches(Text, $"^```{language}\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline);
        return [.. blocks.Select(match => match.Groups["code"].Value)];
    }

    /// <summary>The rows of the table under a heading, each as its cells, without the header.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Table(string heading)
    {
        var lines = Text.Split('\n').SkipWhile(line => line.TrimStart('#', ' ') != heading || !line.StartsWith('#')).Skip(1);
        var table = lines.SkipWhile(line => !line.StartsWith('|') && !line.StartsWith('#')).TakeWhile(line => line.StartsWith('|'));
        return [.. table.Skip(2).Select(Cells)];
    }

    /// <summary>Compares what stands between the marks of a generated part with what the code says, or writes it there.</summary>
    public void Check(string part, string expected)
    {
        var (begin, end) = ($"<!-- generated: {part} -->\n", $"<!-- end: {part} -->");
        var text = Text;
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= begin.Length && to >= from, $"{name} has no part marked {begin.Trim()}");

        if (Environment.GetEnvironmentVariable(WriteVariable) == "1") File.WriteAllText(Path, $"{text[..from]}\n{expected}\n{text[to..]}");
        Assert.True(
            $"\n{expected}\n" == Text[from..Text.IndexOf(end, StringComparison.Ordinal)],
            $"docs/{name}, {part}: code and document differ. {WriteVariable}=1 dotnet test tests/{Project} writes:\n{expected}");
    }

    public static string TableOf(string[] header, IEnumerable<string[]> rows) => string.Join(
        '\n',
        new[] { header, [.. header.Select(_ => "---")] }.Concat(rows).Select(row => $"| {string.Join(" | ", row)} |")) + '\n';

    /// <summary>Text as code in a cell of a table.</summary>
    public static string InCell(string code)
    {
        var shown = code.Replace("\n", "↵", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);
        return shown.Contains('`', StringComparison.Ordinal) ? $"`` {shown} ``" : $"`{shown}`";
    }

    private static IReadOnlyList<string> Cells(string row) =>
        [.. Regex.Split(row.Trim().Trim('|'), @"(?<!\\)\|").Select(cell => cell.Trim().Replace("\\|", "|", StringComparison.Ordinal))];
}
