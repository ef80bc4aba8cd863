using System.Globalization;
using RoutingData.Monitor;

namespace RoutingData.Configuration;

/// <summary>Checks the value of one of RoutingData's keywords. Messages never repeat the value: it may be a misplaced password.</summary>
internal static class RoutingKeywordValue
{
    /// <summary>Returns the value as a connection string writes it.</summary>
    /// <exception cref="ArgumentException">The keyword cannot have this value.</exception>
    public static string Checked(RoutingKeyword keyword, object value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        switch (keyword)
        {
            case RoutingKeyword.Server:
                CheckServers(text);
                return text;
            case RoutingKeyword.Port:
                return Number(text) is { } port && ServerList.IsPort(port) ? text : throw Fault(keyword, "a port, 1 to 65535");
            case RoutingKeyword.WriterWaitTimeout:
                return Number(text) is <= int.MaxValue / 1000 ? text : throw Fault(keyword, "a number of seconds, 0 to 2147483");
            case RoutingKeyword.MaxReplicationLag:
                return Number(text) is not null ? text : throw Fault(keyword, "a number of seconds");
            case RoutingKeyword.WriterIsAlsoReader:
                return Truth(text) ?? throw Fault(keyword, "true or false");
            case RoutingKeyword.Consistency:
                return Level(text)?.ToString() ?? throw Fault(keyword, "Eventual, Session, Bounded or Global");
            case RoutingKeyword.MaxStaleness:
                return Number(text) is > 0 and <= 86_400_000 ? text : throw Fault(keyword, "a number of milliseconds, 1 to 86400000");
            default:
                return text;
        }
    }

    private static ConsistencyLevel? Level(string text) =>
        Enum.TryParse<ConsistencyLevel>(text.Trim(), ignoreCase: true, out var level) && Enum.IsDefined(level) && !char.IsDigit(text.Trim()[0])
            ? level
            : null;

    private static void CheckServers(string text)
    {
        try
        {
            ServerList.Parse(text, ServerAddress.DefaultPort);
        }
        catch (FormatException e)
        {
            throw new ArgumentException(e.Message, e);
        }
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // The spellings that both drivers take for their own switches.
    private static string? Truth(string text) => text.Trim().ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "1" => bool.TrueString,
        "FALSE" or "NO" or "0" => bool.FalseString,
        _ => null,
    };

    private static ArgumentException Fault(RoutingKeyword keyword, string expected) =>
        new($"{RoutingKeywords.NameOf(keyword)} must be {expected}.");
}
