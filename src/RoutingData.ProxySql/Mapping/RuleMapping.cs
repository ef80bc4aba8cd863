using System.Globalization;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Mapping;

/// <summary>Takes over the query rules.</summary>
internal static class RuleMapping
{
    /// <summary>Columns that restrict a rule in a way that means nothing here, and one whose rule must not run its statement.</summary>
    private static readonly string[] Excluding = ["client_addr", "proxy_addr", "digest", "OK_msg"];

    public static void Write(TableSet tables, DefaultHostgroup fallback, ProxySqlOptions options, MappingTarget target)
    {
        var rules = tables[RuleTables.Rules].OrderBy(rule => rule.Number("rule_id")).ToArray();
        var written = 0;
        // The first rule, so that any later one that matches says more.
        if (fallback.Reads is { } reads && rules.All(rule => rule.Number("rule_id") > 0))
        {
            target.Set($"QueryRules:{written}:RuleId", 0);
            target.Set($"QueryRules:{written++}:DestinationHostgroup", reads);
        }

        foreach (var rule in rules)
        {
            if (IsTaken(rule, options, target)) Write(rule, $"QueryRules:{written++}", target);
        }

        var id = rules.Length == 0 ? 0 : rules[^1].Number("rule_id")!.Value;
        foreach (var row in tables[RuleTables.FastRouting])
            WriteFastRouting(row, id < int.MaxValue ? ++id : id, $"QueryRules:{written++}", target);

        if (written > 0 || tables[ServerTables.Servers].Count == 0) return;
        target.Warn(
            ProxySqlWarningKind.Adjusted, "mysql_query_rules",
            "There is no rule: everything goes to the default hostgroup, as in ProxySQL, by a rule that says so. A rule of your own, such as ^SELECT to the hostgroup of readers, sends plain reads there.",
            tables[ServerTables.Servers][0].Position);
        target.Set("QueryRules:0:RuleId", 1);
        target.Set("QueryRules:0:DestinationHostgroup", fallback.Writer);
        target.Set("QueryRules:0:Apply", true);
    }

    private static bool IsTaken(TableRow rule, ProxySqlOptions options, MappingTarget target)
    {
        if (!rule.Is("active"))
        {
            target.Warn(rule, "active");
            return false;
        }

        var excluding = Excluding.Where(column => rule.Says(column) && !(column == "digest" && options.HasOwnDigests)).ToList();
        if (rule.Number("proxy_port") is { } port && port != options.ProxyPort) excluding.Add("proxy_port");
        foreach (var column in excluding) target.Warn(rule, column);
        return excluding.Count == 0;
    }

    private static void Write(TableRow rule, string path, MappingTarget target)
    {
        foreach (var column in rule.Table.Columns)
        {
            if (column.Name is not ("proxy_port" or "digest") && ColumnMeanings.All[$"{rule.Table.Name}.{column.Name}"] is { Setting: null } && rule.Says(column.Name))
                target.Warn(rule, column.Name);
        }

        target.Set($"{path}:RuleId", rule.Number("rule_id"));
        WriteConditions(rule, path, target);
        target.Set($"{path}:FlagOut", rule.Number("flagOUT"));
        if (rule["replace_pattern"] is { } replacement)
        {
            if (rule.Says("match_pattern")) target.Set($"{path}:ReplacePattern", replacement);
            else target.Warn(rule, "replace_pattern");
        }

        target.Set($"{path}:DestinationHostgroup", rule.Number("destination_hostgroup"));
        target.Set($"{path}:Timeout", rule.Number("timeout"));
        target.Set($"{path}:Retries", rule.Number("retries"));
        target.Set($"{path}:Delay", rule.Number("delay"));
        if (rule.Says("error_msg")) target.Set($"{path}:ErrorMsg", rule["error_msg"]);
        if (rule.Number("multiplex") is < 2 and var multiplex) target.Set($"{path}:Multiplex", multiplex == 1);
        else if (rule["multiplex"] is not null) target.Warn(rule, "multiplex");
        if (rule["log"] is not null) target.Set($"{path}:Log", rule.Is("log"));
        if (rule.Is("apply")) target.Set($"{path}:Apply", true);
        if (rule.Says("comment")) target.Set($"{path}:Comment", rule["comment"]);
    }

    private static void WriteConditions(TableRow rule, string path, MappingTarget target)
    {
        if (rule.Says("username")) target.Set($"{path}:Username", rule["username"]);
        if (rule.Says("schemaname")) target.Set($"{path}:SchemaName", rule["schemaname"]);
        if (rule.Number("flagIN") is not 0 and var chain) target.Set($"{path}:FlagIn", chain);
        if (rule.Says("digest")) target.Set($"{path}:Digest", rule["digest"]);
        foreach (var (column, setting) in new[] { ("match_digest", "MatchDigest"), ("match_pattern", "MatchPattern") })
            if (rule.Says(column)) target.Set($"{path}:{setting}", PcrePattern.ToDotNet(rule[column]!, rule, column, target));
        if (rule.Is("negate_match_pattern")) target.Set($"{path}:NegateMatchPattern", true);

        var modifiers = (rule["re_modifiers"] ?? "").Split([',', ' ', '|'], StringSplitOptions.RemoveEmptyEntries);
        var known = modifiers.Where(word => word.ToUpperInvariant() is "CASELESS" or "GLOBAL").Select(word => word.ToUpperInvariant()).Distinct().ToArray();
        if (known.Length < modifiers.Length) target.Warn(rule, "re_modifiers");
        if (known is not ["CASELESS"]) target.Set($"{path}:ReModifiers", string.Join(',', known));
    }

    private static void WriteFastRouting(TableRow row, int id, string path, MappingTarget target)
    {
        target.Set($"{path}:RuleId", id.ToString(CultureInfo.InvariantCulture));
        if (row.Says("username")) target.Set($"{path}:Username", row["username"]);
        if (row.Says("schemaname")) target.Set($"{path}:SchemaName", row["schemaname"]);
        if (row.Number("flagIN") is not 0 and var chain) target.Set($"{path}:FlagIn", chain);
        target.Set($"{path}:DestinationHostgroup", row.Number("destination_hostgroup"));
        if (row.Says("comment")) target.Set($"{path}:Comment", row["comment"]);
    }
}
