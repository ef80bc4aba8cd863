using System.Globalization;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Corpus;

/// <summary>One statement that arrived on a reader, with the statement of the corpus it was sent for.</summary>
internal sealed record Witness(LoggedStatement Logged, CorpusStatement? Owner)
{
    private const string Probe = "SELECT 'after line ";

    // MySqlConnector sends nothing of its own; MySql.Data asks a new connection about itself, and rolls back what was left open.
    private static readonly string[] OfDrivers =
    [
        "SET NAMES", "SET character_set_results", "SHOW COLLATION", "SELECT TIMEDIFF(NOW(), UTC_TIMESTAMP())",
        "SELECT @@max_allowed_packet, @@character_set_client", "SHOW WARNINGS", "ROLLBACK",
    ];

    public bool IsProbe => Logged.Text.StartsWith(Probe, StringComparison.Ordinal);

    public bool IsAllowed => IsProbe || IsDriversOwn || Owner is { IsForReaders: true } || (Owner is { IsReplayed: true } && IsSessionSetting(Logged.Text));

    /// <summary>A read that names the statement it follows.</summary>
    public static string ProbeOf(CorpusStatement statement) => string.Create(CultureInfo.InvariantCulture, $"{Probe}{statement.Line}'");

    /// <summary>Whose each logged statement is: on one physical connection, that of the next read that follows it there in the same session.</summary>
    public static IReadOnlyList<Witness> Of(IEnumerable<LoggedStatement> log, IReadOnlyList<CorpusStatement> statements)
    {
        var owners = statements.ToDictionary(ProbeOf);
        var all = new List<Witness>();
        foreach (var connection in log.GroupBy(item => (item.Server, item.Thread)))
        {
            CorpusStatement? owner = null;
            foreach (var item in connection.Reverse())
            {
                // A session may end with a ROLLBACK, which is not the next one's.
                if (item.IsReset) owner = null;
                if (owners.TryGetValue(item.Text, out var named)) owner = named;
                if (item.IsExecution) all.Add(new Witness(item, owner));
            }
        }

        return all;
    }

    // Never what the application sent itself.
    private bool IsDriversOwn =>
        OfDrivers.Any(own => Logged.Text.StartsWith(own, StringComparison.Ordinal)) && Owner?.Text.TrimEnd(';', ' ') != Logged.Text;

    private static bool IsSessionSetting(string text) =>
        text.StartsWith("SET ", StringComparison.OrdinalIgnoreCase) &&
        !text.Contains("GLOBAL ", StringComparison.OrdinalIgnoreCase) && !text.Contains("@@GLOBAL", StringComparison.OrdinalIgnoreCase);
}
