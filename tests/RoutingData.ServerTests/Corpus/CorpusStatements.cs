using System.Globalization;
using System.Text.RegularExpressions;
using RoutingData.Monitor;

namespace RoutingData.ServerTests.Corpus;

/// <summary>The corpus of the unit tests, without what would end or stop a server.</summary>
internal static partial class CorpusStatements
{
    // Each for its own reason: ends the server or a connection, blocks it for others, changes how it replicates or the user's
    // own password, or never ends.
    private static readonly string[] Harmful =
    [
        "SELECT * FROM information_schema.VIEWS", "SELECT * FROM information_schema.CHARACTER_SETS",
        "SHUTDOWN", "KILL ", "DO SLEEP(1)", "WHILE 1 DO",
        "LOOP ", "FLUSH TABLES WITH READ LOCK", "FLUSH LOCAL TABLES WITH READ LOCK",
        "BACKUP STAGE", "LOCK INSTANCE", "RESET MASTER", "RESET SLAVE", "CHANGE MASTER", "START SLAVE", "STOP SLAVE", "START REPLICA",
        "START ALL SLAVES", "STOP GROUP_REPLICATION", "PURGE BINARY LOGS", "SET GLOBAL", "SET @@global", "SET PERSIST", "SET PASSWORD =",
    ];

    /// <summary>Those that a server of this flavor reads as the corpus says.</summary>
    public static IReadOnlyList<CorpusStatement> For(ServerFlavor flavor) =>
        [.. All.Where(statement => statement.Dialect != (flavor == ServerFlavor.MariaDb ? "mysql" : "maria"))];

    /// <summary>All that stands in the corpus, to be read and not to be run.</summary>
    public static IReadOnlyList<CorpusStatement> Everything { get; } = [.. Read()];

    private static IReadOnlyList<CorpusStatement> All { get; } =
        [.. Everything.Where(statement => !Harmful.Any(start => statement.Text.StartsWith(start, StringComparison.OrdinalIgnoreCase)))];

    private static IEnumerable<CorpusStatement> Read()
    {
        using var stream = typeof(CorpusStatements).Assembly.GetManifestResourceStream("Statements.corpus.tsv")!;
        using var lines = new StreamReader(stream);
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (line.StartsWith('#')) continue;
            var fields = line.Split('\t');
            yield return new CorpusStatement(number, fields[0], fields[1], fields[2], Escape().Replace(fields[3], Unescape));
        }
    }

    private static string Unescape(Match match) => match.Value switch
    {
        @"\n" => "\n",
        @"\r" => "\r",
        @"\t" => "\t",
        @"\\" => @"\",
        var code => ((char)int.Parse(code.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
    };

    [GeneratedRegex(@"\\(u[0-9a-f]{4}|.)")]
    private static partial Regex Escape();
}
