using System.Collections.Immutable;
using RoutingData.Plans;
using RoutingData.Rules;

namespace RoutingData;

/// <summary>The rules of a plan, told to people.</summary>
internal static class QueryRuleStatuses
{
    public static ImmutableArray<QueryRuleStatus> Of(RoutingPlan plan)
    {
        var configuration = plan.Configuration;
        var warnings = (configuration.HasOwnRules ? RuleWarnings.Of(plan.Rules, configuration.ReaderHostgroups) : []).ToLookup(warning => warning.RuleId, warning => warning.Message);
        return
        [
            .. from rule in configuration.QueryRules
               where rule.Active
               orderby rule.RuleId
               select new QueryRuleStatus
               {
                   RuleId = rule.RuleId,
                   Matches = MatchesOf(rule),
                   DestinationHostgroup = rule.DestinationHostgroup,
                   Apply = rule.Apply,
                   Comment = rule.Comment,
                   Hits = plan.Rules.HitsOf(rule.RuleId),
                   Warnings = [.. warnings[rule.RuleId]],
               },
        ];
    }

    private static string MatchesOf(QueryRuleOptions rule)
    {
        var not = rule.NegateMatchPattern ? "not " : "";
        return string.Join(", ", new[]
        {
            Say(nameof(rule.Username), rule.Username),
            Say(nameof(rule.SchemaName), rule.SchemaName),
            Say(nameof(rule.FlagIn), rule.FlagIn == 0 ? null : $"{rule.FlagIn}"),
            Say(nameof(rule.Digest), rule.Digest),
            Say(not + nameof(rule.MatchDigest), rule.MatchDigest),
            Say(not + nameof(rule.MatchPattern), rule.MatchPattern),
        }.OfType<string>());
    }

    private static string? Say(string name, string? value) => string.IsNullOrEmpty(value) ? null : $"{name} {value}";
}
