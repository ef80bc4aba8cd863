using System.Collections.Immutable;
using RoutingData.Abstractions;

namespace RoutingData.Rules;

/// <summary>
/// What the rules say about one statement: of each field, what the last matching rule said. Never changes once evaluation has ended,
/// so it can be kept with the statement's text.
/// </summary>
internal sealed class RuleOutcome
{
    /// <summary>No rule matched.</summary>
    public static readonly RuleOutcome None = new();

    /// <summary>Returns what goes for a statement of the router's own that is sent again so many times at most, whatever is configured.</summary>
    public static RuleOutcome OfRetries(int retries) => new() { Retries = retries };

    public int? DestinationHostgroup { get; private set; }

    /// <summary>The rule that <see cref="DestinationHostgroup"/> is from.</summary>
    public int? RuleId { get; private set; }

    /// <summary>Whether that rule sends to readers what is not a plain read, on its author's word.</summary>
    public bool Unsafe { get; private set; }

    /// <summary>Milliseconds; 0 is none, so that the command's own counts.</summary>
    public int? TimeoutMs { get; private set; }

    public int? Retries { get; private set; }

    /// <summary>Milliseconds, beside the delay that every statement has.</summary>
    public int? DelayMs { get; private set; }

    public string? ErrorMessage { get; private set; }

    /// <summary>The rule that <see cref="ErrorMessage"/> is from.</summary>
    public int? ErrorRuleId { get; private set; }

    /// <summary>The text to send instead; null when no rule replaces any. It must be classified anew.</summary>
    public string? RewrittenText { get; private set; }

    public bool? Multiplex { get; private set; }

    /// <summary>How fresh the answer has to be.</summary>
    public ConsistencyDemand Consistency { get; private set; }

    public bool? Log { get; private set; }

    /// <summary>A rule that was passed over because its expression did not finish in time.</summary>
    public int? TimedOutRuleId { get; private set; }

    /// <summary>Positions in the rule set of the rules that matched, in the order of evaluation.</summary>
    public ImmutableArray<int> Matches { get; private set; } = [];

    /// <summary>Whether it does more to an execution than choosing its hostgroup.</summary>
    public bool HasEffects =>
        TimeoutMs is not null || DelayMs is not null || ErrorMessage is not null
        || RewrittenText is not null || Log is not null || TimedOutRuleId is not null;

    internal void Take(QueryRule rule, int position, string? rewrittenText)
    {
        Matches = Matches.Add(position);
        if (rule.DestinationHostgroup is { } hostgroup)
            (DestinationHostgroup, RuleId, Unsafe) = (hostgroup, rule.RuleId, rule.Unsafe);
        if (rule.ErrorMessage is { } message)
            (ErrorMessage, ErrorRuleId) = (message, rule.RuleId);
        TimeoutMs = rule.TimeoutMs ?? TimeoutMs;
        Retries = rule.Retries ?? Retries;
        DelayMs = rule.DelayMs ?? DelayMs;
        Multiplex = rule.Multiplex ?? Multiplex;
        Consistency = rule.Consistency.Or(Consistency);
        Log = rule.Log ?? Log;
        RewrittenText = rewrittenText ?? RewrittenText;
    }

    internal void PassedOver(QueryRule rule) => TimedOutRuleId = rule.RuleId;
}
