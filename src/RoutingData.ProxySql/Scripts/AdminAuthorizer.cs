using RoutingData.ProxySql.Tables;
using SQLitePCL;

namespace RoutingData.ProxySql.Scripts;

/// <summary>Says to SQLite, for each thing that a statement is about to do, whether it may.</summary>
internal static class AdminAuthorizer
{
    // SQLite's answers and action codes.
    private const int Allow = 0, Deny = 1;
    private const int Delete = 9, Insert = 18, Read = 20, Select = 21, Update = 23, Function = 31, Recursive = 33;

    // It is asked for every column of every constraint: names are looked at only where they count.
    public static int Judge(AdminAccess access, int action, utf8z database, utf8z table) => (access, action) switch
    {
        (AdminAccess.All, _) => Allow,
        (_, Read or Select or Function or Recursive) => Allow,
        (AdminAccess.Change, Insert or Update or Delete) when database.utf8_to_string() == "main" && IsConfiguration(table.utf8_to_string()) => Allow,
        _ => Deny,
    };

    private static bool IsConfiguration(string? table) => table is not null && (TableCatalog.Find(table) is not null || table == "global_variables");
}
