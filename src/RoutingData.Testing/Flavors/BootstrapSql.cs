namespace RoutingData.Testing.Flavors;

/// <summary>The statements that make the users and the database, each on a line of its own. Pure.</summary>
internal static class BootstrapSql
{
    // Not root: root@localhost would shadow it for connections from the same machine.
    public const string AdminUser = "routingdata_admin";
    public const string AdminPassword = "admin";
    public const string ReplicationUser = "repl";
    public const string ReplicationPassword = "repl";

    /// <param name="options">The users, and the database.</param>
    /// <param name="monitorPrivileges">What it takes to see replication, as in GRANT.</param>
    /// <param name="replication">What the servers' own user may do beside replication.</param>
    /// <param name="monitored">Tables that the monitor may read.</param>
    public static string For(
        LocalClusterOptions options, string monitorPrivileges, IReadOnlyList<string>? replication = null, IReadOnlyList<string>? monitored = null) => $"""
        CREATE DATABASE {Identifier(options.Database)};
        CREATE USER {Account(AdminUser)} IDENTIFIED BY {Literal(AdminPassword)};
        GRANT ALL PRIVILEGES ON *.* TO {Account(AdminUser)} WITH GRANT OPTION;
        CREATE USER {Account(ReplicationUser)} IDENTIFIED BY {Literal(ReplicationPassword)};
        GRANT {string.Join(", ", ["REPLICATION SLAVE", .. replication ?? []])} ON *.* TO {Account(ReplicationUser)};
        CREATE USER {Account(options.MonitorUser)} IDENTIFIED BY {Literal(options.MonitorPassword)};
        GRANT {monitorPrivileges} ON *.* TO {Account(options.MonitorUser)};
        CREATE USER {Account(options.User)} IDENTIFIED BY {Literal(options.Password)};
        GRANT {options.Privileges} ON {Identifier(options.Database)}.* TO {Account(options.User)};

        """ + string.Concat((monitored ?? []).Select(table => $"GRANT SELECT ON {table} TO {Account(options.MonitorUser)};\n"));

    private static string Account(string user) => $"{Literal(user)}@'%'";

    private static string Identifier(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    private static string Literal(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
