using System.Text.RegularExpressions;
using RoutingData.Abstractions;

namespace RoutingData.Rules;

/// <summary>A query rule, compiled. What each field means is said by <see cref="QueryRuleOptions"/>.</summary>
internal sealed class QueryRule
{
    private readonly RuleReplacement? _replacement;

    /// <exception cref="ArgumentException">An expression, the replacement, the digest or the modifiers are not valid.</exception>
    public QueryRule(QueryRuleOptions options)
    {
        if (!RuleModifiersParser.TryParse(options.ReModifiers, out var modifiers))
            throw new ArgumentException("ReModifiers must be CASELESS, GLOBAL, both with a comma between them, or empty.");

        RuleId = options.RuleId;
        Username = NullIfEmpty(options.Username);
        SchemaName = NullIfEmpty(options.SchemaName);
        FlagIn = options.FlagIn;
        FlagOut = options.FlagOut;
        Digest = NullIfEmpty(options.Digest) is { } digest ? ParseDigest(digest) : null;
        MatchDigest = NullIfEmpty(options.MatchDigest) is { } ofDigest ? RulePattern.Compile(ofDigest, modifiers) : null;
        MatchPattern = NullIfEmpty(options.MatchPattern) is { } ofText ? RulePattern.Compile(ofText, modifiers) : null;
        Negate = options.NegateMatchPattern;
        DestinationHostgroup = options.DestinationHostgroup;
        TimeoutMs = options.Timeout;
        Retries = options.Retries;
        DelayMs = options.Delay;
        ErrorMessage = NullIfEmpty(options.ErrorMsg);
        Multiplex = options.Multiplex;
        Consistency = DemandOf(options);
        Log = options.Log;
        Apply = options.Apply;
        Unsafe = options.Unsafe;
        _replacement = options.ReplacePattern is { } replacement && MatchPattern is not null
            ? new RuleReplacement(replacement, MatchPattern, modifiers)
            : null;
    }

    public int RuleId { get; }
    public string? Username { get; }
    public string? SchemaName { get; }
    public int FlagIn { get; }
    public int? FlagOut { get; }
    public ulong? Digest { get; }
    public Regex? MatchDigest { get; }
    public Regex? MatchPattern { get; }
    public bool Negate { get; }
    public int? DestinationHostgroup { get; }
    public int? TimeoutMs { get; }
    public int? Retries { get; }
    public int? DelayMs { get; }
    public string? ErrorMessage { get; }
    public bool? Multiplex { get; }
    public ConsistencyDemand Consistency { get; }
    public bool? Log { get; }
    public bool Apply { get; }
    public bool Unsafe { get; }

    public bool LooksAtDigest => Digest is not null || MatchDigest is not null;

    /// <summary>Whether the rule is for the session's user and schema at all.</summary>
    public bool IsFor(in RuleInput input) =>
        (Username is null || string.Equals(Username, input.Username, StringComparison.Ordinal)) &&
        (SchemaName is null || string.Equals(SchemaName, input.Schema, StringComparison.Ordinal));

    /// <summary>Whether the rule's expressions match.</summary>
    /// <param name="text">The statement, as earlier rules have rewritten it.</param>
    /// <param name="digestText">The original statement's digest text; looked at only when <see cref="LooksAtDigest"/>.</param>
    /// <exception cref="RegexMatchTimeoutException">A backtracking expression did not finish in time.</exception>
    public bool Matches(string text, string digestText) =>
        (Digest is null || Digest == DigestHash.Of(digestText)) &&
        (MatchDigest is null || MatchDigest.IsMatch(digestText) != Negate) &&
        (MatchPattern is null || MatchPattern.IsMatch(text) != Negate);

    /// <summary>Returns the text with the rule's replacement made; null when it has none.</summary>
    /// <exception cref="RegexMatchTimeoutException">A backtracking expression did not finish in time.</exception>
    public string? Rewrite(string text) => _replacement?.Apply(text);

    private static ConsistencyDemand DemandOf(QueryRuleOptions options) => options switch
    {
        { Consistency: { } level } => new ConsistencyDemand(level, options.MaxStalenessMs ?? 0),
        { MaxStalenessMs: { } most } => ConsistencyDemand.NoOlderThan(most),
        _ => default,
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static ulong ParseDigest(string text) =>
        DigestHash.TryParse(text, out var hash)
            ? hash
            : throw new ArgumentException("Digest must be 0x and up to sixteen hexadecimal digits, as the statistics show it.");
}
