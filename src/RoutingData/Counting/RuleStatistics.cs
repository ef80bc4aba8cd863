namespace RoutingData;

/// <summary>What was counted of one query rule.</summary>
public sealed record RuleStatistics
{
    internal RuleStatistics(int ruleId, long hits) =>
        (RuleId, Hits) = (ruleId, hits);

    /// <summary>Its id.</summary>
    public int RuleId { get; }

    /// <summary>Executions that it matched, since the rules were loaded (<c>stats_mysql_query_rules.hits</c>).</summary>
    public long Hits { get; }
}
