using System.Data.Common;

namespace RoutingData.Configuration;

/// <summary>What the connection strings of all servers share, with user, password and schema of the options in place.</summary>
/// <param name="ConnectionString">Everything but the server.</param>
/// <param name="Username">Its user; null when none is said.</param>
/// <param name="DefaultSchema">Its database; null when none is said.</param>
internal sealed record SharedKeywords(string ConnectionString, string? Username, string? DefaultSchema)
{
    /// <exception cref="ArgumentException">The driver does not know a keyword.</exception>
    public static SharedKeywords Of(RoutingOptions options, RoutingDbConnectionStringBuilder connection, DbProviderFactory factory)
    {
        var builder = factory.CreateConnectionStringBuilder() ?? new DbConnectionStringBuilder();
        builder.ConnectionString = connection.GetDriverConnectionString();
        Override(builder, "User ID", options.Username);
        Override(builder, "Password", options.Password);
        Override(builder, "Database", options.DefaultSchema);
        return new SharedKeywords(builder.ConnectionString, Said(builder, "User ID"), Said(builder, "Database"));
    }

    // A record prints its members; this one holds a password.
    public override string ToString() => nameof(SharedKeywords);

    private static void Override(DbConnectionStringBuilder builder, string keyword, string? value)
    {
        if (value is not null) builder[keyword] = value;
    }

    private static string? Said(DbConnectionStringBuilder builder, string keyword) =>
        builder.TryGetValue(keyword, out var value) && value is string { Length: > 0 } text ? text : null;
}
