using RoutingData.Monitor;

namespace RoutingData.Configuration;

/// <summary>ProxySQL's spelling of <see cref="ReadOnlyCheck"/> (<c>mysql_replication_hostgroups.check_type</c>).</summary>
internal static class CheckTypes
{
    public const string All = "read_only, innodb_read_only, super_read_only, read_only|innodb_read_only, read_only&innodb_read_only, group_replication or galera";

    public static ReadOnlyCheck? Find(string? text) => text?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() switch
    {
        "READ_ONLY" => ReadOnlyCheck.ReadOnly,
        "INNODB_READ_ONLY" => ReadOnlyCheck.InnodbReadOnly,
        "SUPER_READ_ONLY" => ReadOnlyCheck.SuperReadOnly,
        "READ_ONLY|INNODB_READ_ONLY" or "INNODB_READ_ONLY|READ_ONLY" => ReadOnlyCheck.ReadOnlyOrInnodbReadOnly,
        "READ_ONLY&INNODB_READ_ONLY" or "INNODB_READ_ONLY&READ_ONLY" => ReadOnlyCheck.ReadOnlyAndInnodbReadOnly,
        "GROUP_REPLICATION" => ReadOnlyCheck.GroupReplication,
        "GALERA" => ReadOnlyCheck.Galera,
        _ => null,
    };
}
