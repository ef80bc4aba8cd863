namespace RoutingData.Dashboard.Models;

/// <summary>A query rule.</summary>
internal sealed record RuleModel(int Id, string Matches, int? Hostgroup, bool Apply, string? Comment, long Hits, string[] Warnings)
{
    public static RuleModel Of(QueryRuleStatus rule) =>
        new(rule.RuleId, rule.Matches, rule.DestinationHostgroup, rule.Apply, rule.Comment, rule.Hits, [.. rule.Warnings]);
}
