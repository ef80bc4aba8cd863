using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;
using RoutingData.Monitor;

namespace RoutingData.Configuration;

/// <summary>
/// Lets a configuration file spell settings as ProxySQL's tables do: <c>hostgroup_id</c>, <c>flagIN</c>, <c>OFFLINE_SOFT</c>,
/// <c>apply</c> 1, and null for what is not set. Pure: settings in, settings out.
/// </summary>
internal static class ProxySqlSpelling
{
    private static readonly FrozenSet<string> Switches = new[]
    {
        nameof(QueryRuleOptions.Active), nameof(QueryRuleOptions.NegateMatchPattern), nameof(QueryRuleOptions.Multiplex),
        nameof(QueryRuleOptions.Log), nameof(QueryRuleOptions.Apply), nameof(QueryRuleOptions.Unsafe), nameof(ServerOptions.UseSsl),
        nameof(RoutingOptions.TransactionPersistent), nameof(Monitor.MonitorOptions.WriterIsAlsoReader), nameof(ConsistencyOptions.MonotonicReads),
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the settings of a section, with keys and values as the options have them.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Plain(IConfiguration section) =>
        from setting in section.AsEnumerable(makePathsRelative: true)
        where setting.Value is not null
        let key = setting.Key.Replace("_", "", StringComparison.Ordinal)
        select KeyValuePair.Create(key, PlainValue(ConfigurationPath.GetSectionKey(key), setting.Value));

    private static string? PlainValue(string key, string value)
    {
        if (key.Equals(nameof(ServerOptions.Status), StringComparison.OrdinalIgnoreCase))
            return value.Replace("_", "", StringComparison.Ordinal);
        if (Switches.Contains(key))
            return value switch { "0" => bool.FalseString, "1" => bool.TrueString, _ => value };
        return value;
    }
}
