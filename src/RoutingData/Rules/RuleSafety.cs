using System.Collections.Immutable;

namespace RoutingData.Rules;

/// <summary>
/// Tries statements that are not plain reads on a rule set, and warns of rules that would send them to readers. The classifier overrules
/// such rules statement by statement; their author should know.
/// </summary>
internal static class RuleSafety
{
    private static readonly ImmutableArray<string> NotPlainReads =
    [
        "SELECT a FROM t WHERE id = 1 FOR UPDATE",
        "SELECT a FROM t WHERE id = 1 FOR UPDATE NOWAIT",
        "SELECT a FROM t WHERE id = 1 LOCK IN SHARE MODE",
        "SELECT GET_LOCK('a', 1)",
        "SELECT a INTO @a FROM t",
        "INSERT INTO t VALUES (1)",
        "REPLACE INTO t VALUES (1)",
        "UPDATE t SET a = 1",
        "DELETE FROM t WHERE id = 1",
        "CREATE TABLE t (a INT)",
        "CALL p()",
        "SET @a = 1",
        "BEGIN",
    ];

    public static IEnumerable<RuleWarning> WarningsOf(QueryRuleSet rules, IReadOnlySet<int> readerHostgroups)
    {
        var sessions = rules.Rules.Select(rule => (rule.Username, rule.SchemaName)).Append((null, null)).Distinct();
        return
            from session in sessions
            from text in NotPlainReads
            let outcome = rules.Evaluate(new RuleInput(text, session.Username, session.SchemaName))
            where outcome is { RuleId: not null, DestinationHostgroup: not null, Unsafe: false, ErrorMessage: null } &&
                readerHostgroups.Contains(outcome.DestinationHostgroup.Value)
            group text by (RuleId: outcome.RuleId!.Value, Hostgroup: outcome.DestinationHostgroup!.Value) into misrouted
            select new RuleWarning(
                misrouted.Key.RuleId,
                $"Rule {misrouted.Key.RuleId} would send what is not a plain read to the readers of hostgroup {misrouted.Key.Hostgroup}, " +
                $"such as {string.Join("; ", misrouted.Distinct().Take(3))}. It goes to the writer all the same. " +
                "Set Unsafe to true if it must go to a reader.");
    }
}
