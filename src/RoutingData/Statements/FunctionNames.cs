using RoutingData.Monitor;
namespace RoutingData.Statements;

/// <summary>Names of functions that mean the same: what they are before a parenthesis on each of the two servers.</summary>
/// <param name="MariaDb">On MariaDB; <see cref="CallKind.Unknown"/> when it has none of them.</param>
/// <param name="MySql">On MySQL.</param>
/// <param name="Names">Words with blanks between.</param>
internal sealed record FunctionNames(CallKind MariaDb, CallKind MySql, string Names)
{
    /// <summary>The first version of MariaDB that has them, as in <see cref="ServerDialect.Version"/>.</summary>
    public int MariaDbSince { get; init; }

    /// <summary>The first version of MySQL that has them.</summary>
    public int MySqlSince { get; init; }

    /// <summary>The first version of MySQL that has them no more.</summary>
    public int MySqlUntil { get; init; } = int.MaxValue;

    /// <summary>Whether the names in backticks mean a stored function, as those of <see cref="CallKind.BuiltInKeyword"/> do anyway.</summary>
    public bool IsGrammar { get; init; }

    /// <summary>Returns what they mean on a server.</summary>
    public CallKind On(ServerDialect server) => server.Flavor == Monitor.ServerFlavor.MariaDb
        ? server.Version >= MariaDbSince ? MariaDb : CallKind.Unknown
        : server.Version >= MySqlSince && server.Version < MySqlUntil ? MySql : CallKind.Unknown;
}
