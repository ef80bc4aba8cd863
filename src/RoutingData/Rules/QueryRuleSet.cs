using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace RoutingData.Rules;

/// <summary>
/// Query rules, compiled once and evaluated as ProxySQL evaluates them: one pass in the order of their ids; a rule that matches
/// adds what it says; <c>flagOUT</c> changes the chain for the rules that follow; <c>apply</c> ends it.
/// </summary>
internal sealed class QueryRuleSet
{
    private readonly ImmutableArray<QueryRule> _rules;
    private readonly Func<string, string> _digestText;
    private readonly RuleHits _hits;

    /// <param name="options">The rules, in any order; those that are not active are left out.</param>
    /// <param name="digestText">A statement's digest text; asked for at most once a statement, and only when a rule looks at it.</param>
    /// <exception cref="ArgumentException">A rule is not valid, which validated options never are.</exception>
    public QueryRuleSet(IEnumerable<QueryRuleOptions> options, Func<string, string> digestText)
    {
        _rules = [.. options.Where(rule => rule.Active).OrderBy(rule => rule.RuleId).Select(rule => new QueryRule(rule))];
        _digestText = digestText;
        _hits = new RuleHits(_rules.Length);
    }

    public ImmutableArray<QueryRule> Rules => _rules;

    /// <summary>Returns what the rules say about a statement. Counts nothing: <see cref="Count"/> does, once an execution.</summary>
    public RuleOutcome Evaluate(in RuleInput input)
    {
        RuleOutcome? outcome = null;
        string? digest = null;
        var flag = 0;
        for (var position = 0; position < _rules.Length; position++)
        {
            var rule = _rules[position];
            if (rule.FlagIn != flag || !rule.IsFor(input)) continue;
            if (rule.LooksAtDigest) digest ??= _digestText(input.Text);

            var text = outcome?.RewrittenText ?? input.Text;
            string? rewritten;
            try
            {
                if (!rule.Matches(text, digest ?? "")) continue;
                rewritten = rule.Rewrite(text);
            }
            catch (RegexMatchTimeoutException)
            {
                (outcome ??= new RuleOutcome()).PassedOver(rule);
                continue;
            }

            (outcome ??= new RuleOutcome()).Take(rule, position, rewritten);
            if (rule.Apply) break;
            flag = rule.FlagOut ?? flag;
        }

        return outcome ?? RuleOutcome.None;
    }

    /// <summary>Counts one execution for every rule that matched; an outcome kept with its text is counted each time it is used.</summary>
    public void Count(RuleOutcome outcome)
    {
        foreach (var position in outcome.Matches) _hits.Add(position);
    }

    /// <summary>Begins to count anew.</summary>
    public void ClearHits() => _hits.Clear();

    /// <summary>Returns how often a rule has matched since this rule set was loaded (<c>stats_mysql_query_rules.hits</c>).</summary>
    public long HitsOf(int ruleId)
    {
        for (var position = 0; position < _rules.Length; position++)
            if (_rules[position].RuleId == ruleId) return _hits.Read(position);
        return 0;
    }
}
