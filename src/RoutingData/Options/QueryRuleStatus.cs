using System.Collections.Immutable;

namespace RoutingData;

/// <summary>An active query rule, and what became of it.</summary>
public sealed record QueryRuleStatus
{
    internal QueryRuleStatus()
    {
    }

    /// <summary>Its id.</summary>
    public required int RuleId { get; init; }

    /// <summary>What it matches, by the names of the settings: <c>MatchDigest ^SELECT</c>. Empty where it matches all.</summary>
    public required string Matches { get; init; }

    /// <summary>Where it sends statements; null where it does not say.</summary>
    public int? DestinationHostgroup { get; init; }

    /// <summary>Whether the evaluation ends with it.</summary>
    public bool Apply { get; init; }

    /// <summary>The note for people.</summary>
    public string? Comment { get; init; }

    /// <summary>Executions that it matched since the rules were loaded.</summary>
    public long Hits { get; init; }

    /// <summary>What is hardly meant, and what to write instead: the warnings of the log.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}
