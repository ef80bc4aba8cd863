using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Mapping;

/// <summary>
/// Takes over one user: a data source logs in as one. The others are named, so that each can be loaded again for a data source of its own.
/// </summary>
internal static class UserMapping
{
    private const string Table = "mysql_users";

    /// <summary>The user that the data source logs in as; <see langword="null"/> when there is none.</summary>
    /// <param name="tables">What is configured.</param>
    /// <param name="username">The user that is asked for, if one is.</param>
    /// <param name="target">Where warnings go.</param>
    public static TableRow? Choose(TableSet tables, string? username, MappingTarget target)
    {
        var rows = tables[UserTables.Users];
        foreach (var row in rows.Where(row => !row.Is("active"))) target.Warn(row, "active");

        var active = rows.Where(row => row.Is("active")).ToArray();
        var chosen = username is null
            ? active.FirstOrDefault(row => row.Is("backend")) ?? active.FirstOrDefault()
            : active.FirstOrDefault(row => row["username"] == username && row.Is("backend")) ?? active.FirstOrDefault(row => row["username"] == username);
        if (username is not null && chosen is null)
            throw new ProxySqlFormatException($"No active user of mysql_users has the name that {nameof(ProxySqlOptions.Username)} asks for.");

        foreach (var row in active.Where(row => chosen is not null && row["username"] != chosen["username"]))
        {
            target.Warn(
                ProxySqlWarningKind.NotSupported, Table,
                "A data source has one user, the first active one or the one that Username asks for; load the file again with another Username, " +
                "under another Section, for AddKeyedRoutingMySql.", row.Position);
        }

        return chosen;
    }

    public static void Write(TableRow? user, TableSet tables, MappingTarget target)
    {
        WriteLimit(user, tables, target);
        if (user is null) return;

        target.WarnOfColumns(user);
        target.Set("Username", user["username"]);
        // Without a password here, one may come from another configuration source.
        if (IsHash(user["password"])) target.Warn(user, "password");
        else if (!string.IsNullOrEmpty(user["password"])) target.Set("Password", user["password"]);
        if (user.Says("default_schema")) target.Set("DefaultSchema", user["default_schema"]);
    }

    /// <summary>Whether a password is stored as the servers store it: no client can log in with that.</summary>
    private static bool IsHash(string? password) =>
        password is not null &&
        ((password.Length == 41 && password[0] == '*' && password.Skip(1).All(char.IsAsciiHexDigit)) ||
            password.StartsWith("$A$", StringComparison.Ordinal));

    private static void WriteLimit(TableRow? user, TableSet tables, MappingTarget target)
    {
        if (user is null || !user.Says("max_connections")) return;
        if (user.Number("max_connections") is not (> 0 and var ofUser)) return;
        target.Set("Pool:MaxConnections", VariableMapping.NumberOf(tables, "mysql-max_connections") is { } ofAll ? (int)Math.Min(ofUser, ofAll) : ofUser);
    }
}
