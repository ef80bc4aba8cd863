using System.Data.Common;
using System.Globalization;

namespace RoutingData.Testing.Simulation;

/// <summary>What the simulated driver takes from a connection string; it ignores every other keyword.</summary>
internal sealed record ConnectionSettings(
    string ConnectionString, string Server, string User, string Database, bool Pooling, TimeSpan ConnectionTimeout, int CommandTimeout)
{
    // A record prints its members; this one may hold a password.
    public override string ToString() => Server;

    public static ConnectionSettings Of(string connectionString)
    {
        var said = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return new ConnectionSettings(
            connectionString,
            Text(said, "Server") ?? "",
            Text(said, "User ID") ?? "",
            Text(said, "Database") ?? "",
            Text(said, "Pooling") is not { } pooling || bool.Parse(pooling),
            Seconds(Number(said, "Connection Timeout") ?? 15),
            Number(said, "Default Command Timeout") ?? 30);
    }

    /// <summary>Returns a time limit as drivers count it: whole seconds, 0 for none.</summary>
    public static TimeSpan Seconds(int seconds) => seconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds);

    private static string? Text(DbConnectionStringBuilder said, string keyword) =>
        said.TryGetValue(keyword, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;

    private static int? Number(DbConnectionStringBuilder said, string keyword) =>
        Text(said, keyword) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
