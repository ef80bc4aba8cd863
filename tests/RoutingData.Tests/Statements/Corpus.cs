using System.Globalization;
using System.Text.RegularExpressions;
using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

/// <summary>Statements of both servers with what is expected of each: corpus.tsv.</summary>
internal static class Corpus
{
    public static IReadOnlyList<CorpusEntry> Entries { get; } = Read();

    public static IEnumerable<CorpusEntry> Reads => Entries.Where(entry => entry.Target == StatementTarget.Reader);

    private static List<CorpusEntry> Read()
    {
        using var stream = typeof(Corpus).Assembly.GetManifestResourceStream("Statements.corpus.tsv")!;
        using var lines = new StreamReader(stream);
        var entries = new List<CorpusEntry>();
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (line.StartsWith('#'))
                continue;
            var fields = line.Split('\t');
            entries.Add(new CorpusEntry(
                number,
                Enum.Parse<StatementTarget>(fields[0]),
                fields[1] == "-" ? StatementEffects.None : Enum.Parse<StatementEffects>(fields[1]),
                fields[2],
                Unescape(fields[3])));
        }

        return entries;
    }

    private static string Unescape(string field) => Regex.Replace(field, @"\\(u[0-9a-f]{4}|.)", match => match.Value switch
    {
        @"\n" => "\n",
        @"\r" => "\r",
        @"\t" => "\t",
        @"\\" => @"\",
        { Length: 6 } code => ((char)int.Parse(code.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
        _ => throw new FormatException($"No escape: {match.Value}"),
    });
}
