using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace RoutingData.EntityFrameworkCore;

/// <summary>
/// The connection string that a context was given after its options were made: by <c>SetConnectionString</c>, which is what <c>--connection</c> of
/// <c>dotnet ef</c> and of a bundle does. Who names servers or a user there means those, and not the application's.
/// </summary>
internal static class ChosenConnection
{
    private static readonly string[] Server = ["Server", "Host", "Data Source", "DataSource", "Address", "Addr", "Network Address"];
    private static readonly string[] User = ["User ID", "UserID", "Uid", "Username", "User Name", "User"];

    /// <summary>Returns the connection string, if it was chosen so; else null.</summary>
    /// <param name="context">The context.</param>
    /// <param name="connectionString">What its provider would connect with.</param>
    public static string? Of(DbContext? context, string? connectionString)
    {
        if (context is null || string.IsNullOrEmpty(connectionString)) return null;
        var options = RelationalOptionsExtension.Extract(context.GetService<IDbContextOptions>()).ConnectionString ?? "";
        return IsAnother(connectionString, options) ? connectionString : null;
    }

    /// <summary>Whether it names other servers, or another user, than the options do. Providers put keywords of their own into either.</summary>
    public static bool IsAnother(string connectionString, string options)
    {
        if (connectionString == options) return false;
        // The provider resolves it in the configuration.
        if (options.TrimStart().StartsWith("Name", StringComparison.OrdinalIgnoreCase) && !options.Contains(';', StringComparison.Ordinal)) return false;
        var chosen = new DbConnectionStringBuilder { ConnectionString = connectionString };
        var said = new DbConnectionStringBuilder { ConnectionString = options };
        return Differs(Server) || Differs(User);

        bool Differs(string[] spellings) =>
            Value(chosen, spellings) is { Length: > 0 } value && !string.Equals(value, Value(said, spellings), StringComparison.OrdinalIgnoreCase);
    }

    private static string? Value(DbConnectionStringBuilder said, string[] spellings)
    {
        foreach (var spelling in spellings)
        {
            if (said.TryGetValue(spelling, out var value)) return value as string;
        }

        return null;
    }
}
