using System.Data.Common;

namespace RoutingData.EntityFrameworkCore;

/// <summary>
/// The connection that a provider makes to create, drop or look for a database: to no database, and not pooled. A routed connection
/// could not be opened for it, because it logs in to the database that is not there.
/// </summary>
internal static class MasterConnection
{
    public static bool IsMeantBy(string? connectionString)
    {
        if (string.IsNullOrEmpty(connectionString)) return false;
        var said = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return IsFalse(said, "Pooling") && IsEmpty(said, "Database") && IsEmpty(said, "Initial Catalog");
    }

    private static bool IsFalse(DbConnectionStringBuilder said, string keyword) =>
        said.TryGetValue(keyword, out var value) && value is "False" or "false" or "0" or "No" or "no";

    private static bool IsEmpty(DbConnectionStringBuilder said, string keyword) =>
        !said.TryGetValue(keyword, out var value) || string.IsNullOrWhiteSpace(value as string);
}
