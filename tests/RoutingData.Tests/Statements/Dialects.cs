using RoutingData.Monitor;
using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

/// <summary>Options of the classifier for servers of one kind, as the corpus names them.</summary>
internal static class Dialects
{
    public static ClassifierOptions MariaDb { get; } = Of(ServerFlavor.MariaDb, 12_0000);

    public static ClassifierOptions MySql { get; } = Of(ServerFlavor.MySql, 9_0700);

    public static ClassifierOptions Of(ServerFlavor flavor, int version) =>
        new() { Vocabulary = new Vocabulary(new ServerDialect(flavor, version)) };

    /// <summary>Every reading that must agree on a statement of the corpus.</summary>
    public static ClassifierOptions[] Of(string dialect) => dialect switch
    {
        "maria" => [MariaDb],
        "mysql" => [MySql],
        "both" => [ClassifierOptions.Default, MariaDb, MySql],
        _ => throw new FormatException($"The corpus has no dialect {dialect}."),
    };
}
