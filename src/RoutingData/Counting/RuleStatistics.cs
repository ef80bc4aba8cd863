namespace RoutingData;

/// <summary>What was counted of one query rule.</summary>
/// <param name="RuleId">Its id.</param>
/// <param name="Hits">Executions that it matched, since the rules were loaded (<c>stats_mysql_query_rules.hits</c>).</param>
public sealed record RuleStatistics(int RuleId, long Hits);
