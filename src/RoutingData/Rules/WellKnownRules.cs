using System.Collections.Immutable;

namespace RoutingData.Rules;

/// <summary>The two rules that ProxySQL's documentation begins with, with <c>apply</c>: what holds when no rule is configured.</summary>
internal static class WellKnownRules
{
    public const string LockingRead = "^SELECT.*FOR UPDATE$";
    public const string Read = "^SELECT";

    /// <param name="writerHostgroup">Where locking reads go.</param>
    /// <param name="readerHostgroup">Where the other SELECTs go, as far as the classifier finds them to be plain reads.</param>
    public static ImmutableArray<QueryRuleOptions> For(int writerHostgroup, int readerHostgroup) =>
    [
        new() { RuleId = 1, MatchDigest = LockingRead, DestinationHostgroup = writerHostgroup, Apply = true },
        new() { RuleId = 2, MatchDigest = Read, DestinationHostgroup = readerHostgroup, Apply = true },
    ];
}
