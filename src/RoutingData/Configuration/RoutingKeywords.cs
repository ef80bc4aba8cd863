using System.Collections.Frozen;

namespace RoutingData.Configuration;

/// <summary>How RoutingData's keywords are spelled: without regard to case and spaces, as drivers read theirs.</summary>
internal static class RoutingKeywords
{
    private static readonly FrozenDictionary<string, RoutingKeyword> Spellings = new Dictionary<string, RoutingKeyword>
    {
        ["server"] = RoutingKeyword.Server,
        ["host"] = RoutingKeyword.Server,
        ["datasource"] = RoutingKeyword.Server,
        ["address"] = RoutingKeyword.Server,
        ["addr"] = RoutingKeyword.Server,
        ["networkaddress"] = RoutingKeyword.Server,
        ["port"] = RoutingKeyword.Port,
        ["monitorusername"] = RoutingKeyword.MonitorUsername,
        ["monitoruser"] = RoutingKeyword.MonitorUsername,
        ["monitoruserid"] = RoutingKeyword.MonitorUsername,
        ["monitorpassword"] = RoutingKeyword.MonitorPassword,
        ["monitorpwd"] = RoutingKeyword.MonitorPassword,
        ["writerwaittimeout"] = RoutingKeyword.WriterWaitTimeout,
        ["maxreplicationlag"] = RoutingKeyword.MaxReplicationLag,
        ["writerisalsoreader"] = RoutingKeyword.WriterIsAlsoReader,
        ["readonlyfunctions"] = RoutingKeyword.ReadOnlyFunctions,
        ["consistency"] = RoutingKeyword.Consistency,
        ["maxstaleness"] = RoutingKeyword.MaxStaleness,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static RoutingKeyword? Find(string keyword) =>
        Spellings.TryGetValue(keyword.Replace(" ", "", StringComparison.Ordinal), out var found) ? found : null;

    public static string NameOf(RoutingKeyword keyword) => keyword switch
    {
        RoutingKeyword.Server => "Server",
        RoutingKeyword.Port => "Port",
        RoutingKeyword.MonitorUsername => "Monitor Username",
        RoutingKeyword.MonitorPassword => "Monitor Password",
        RoutingKeyword.WriterWaitTimeout => "Writer Wait Timeout",
        RoutingKeyword.MaxReplicationLag => "Max Replication Lag",
        RoutingKeyword.WriterIsAlsoReader => "Writer Is Also Reader",
        RoutingKeyword.Consistency => "Consistency",
        RoutingKeyword.MaxStaleness => "Max Staleness",
        _ => "Read Only Functions",
    };
}
