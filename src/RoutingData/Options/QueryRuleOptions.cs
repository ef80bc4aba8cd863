using System.ComponentModel.DataAnnotations;

namespace RoutingData;

/// <summary>
/// A query rule: a row of ProxySQL's <c>mysql_query_rules</c>, with its defaults and its meaning. Rules are tried in the order of
/// <see cref="RuleId"/>; every rule that matches adds what it says to the outcome and replaces what an earlier one said, until one that
/// matches has <see cref="Apply"/>.
/// </summary>
/// <remarks>
/// Left out, because an ADO.NET router has no use for them: <c>client_addr</c>, <c>proxy_addr</c> and <c>proxy_port</c> (there is no
/// network in front of it), <c>cache_ttl</c> and the like (a cache of rows belongs to the application, which knows when they change),
/// <c>mirror_*</c>, <c>OK_msg</c>, <c>sticky_conn</c>, <c>next_query_flagIN</c>, <c>reconnect</c> and <c>gtid_from_hostgroup</c>.
/// </remarks>
public sealed class QueryRuleOptions
{
    /// <summary>The rule's number and its place in the order of evaluation (<c>rule_id</c>). No two rules share one.</summary>
    [Range(0, int.MaxValue)]
    public int RuleId { get; set; }

    /// <summary>Whether the rule counts (<c>active</c>).</summary>
    /// <value>The default is <see langword="true"/>. (ProxySQL: 0.)</value>
    public bool Active { get; set; } = true;

    /// <summary>Matches statements of this user only, to the letter (<c>username</c>).</summary>
    /// <value>The default is <see langword="null"/>: any user.</value>
    public string? Username { get; set; }

    /// <summary>Matches statements of sessions in this schema only, to the letter (<c>schemaname</c>).</summary>
    /// <value>The default is <see langword="null"/>: any schema.</value>
    public string? SchemaName { get; set; }

    /// <summary>The chain this rule is part of (<c>flagIN</c>). Evaluation begins with chain 0.</summary>
    /// <value>The default is 0.</value>
    [Range(0, int.MaxValue)]
    public int FlagIn { get; set; }

    /// <summary>
    /// Matches statements with this digest only (<c>digest</c>), written as RoutingData's statistics show it: <c>0x</c> and sixteen
    /// hexadecimal digits. ProxySQL's own digests are other numbers.
    /// </summary>
    /// <value>The default is <see langword="null"/>: any digest.</value>
    public string? Digest { get; set; }

    /// <summary>
    /// A regular expression that is looked for in the statement's digest text (<c>match_digest</c>): comments gone, literals replaced by
    /// <c>?</c>, white space single.
    /// </summary>
    /// <value>The default is <see langword="null"/>: any.</value>
    public string? MatchDigest { get; set; }

    /// <summary>A regular expression that is looked for in the statement as the application wrote it (<c>match_pattern</c>).</summary>
    /// <value>The default is <see langword="null"/>: any.</value>
    public string? MatchPattern { get; set; }

    /// <summary>
    /// Whether <see cref="MatchDigest"/> and <see cref="MatchPattern"/> must <em>not</em> be found (<c>negate_match_pattern</c>; it turns
    /// both around, as in ProxySQL).
    /// </summary>
    public bool NegateMatchPattern { get; set; }

    /// <summary>
    /// How the two expressions are applied (<c>re_modifiers</c>): <c>CASELESS</c> ignores case, <c>GLOBAL</c> makes
    /// <see cref="ReplacePattern"/> replace every match; both separated by a comma; empty for neither.
    /// </summary>
    /// <value>The default is <c>CASELESS</c>.</value>
    public string ReModifiers { get; set; } = "CASELESS";

    /// <summary>The chain in which evaluation goes on after a match (<c>flagOUT</c>).</summary>
    /// <value>The default is <see langword="null"/>: the same chain.</value>
    [Range(0, int.MaxValue)]
    public int? FlagOut { get; set; }

    /// <summary>
    /// The text that replaces what <see cref="MatchPattern"/> found in the statement (<c>replace_pattern</c>); <c>\1</c> is its first
    /// group, <c>\0</c> all of it. Later rules look for their <see cref="MatchPattern"/> in the new text.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the statement stays as it is.</value>
    public string? ReplacePattern { get; set; }

    /// <summary>The hostgroup that the statement goes to (<c>destination_hostgroup</c>).</summary>
    /// <value>A hostgroup id. The default is <see langword="null"/>: the rule does not say.</value>
    [Range(0, int.MaxValue)]
    public int? DestinationHostgroup { get; set; }

    /// <summary>Time limit of the statement (<c>timeout</c>).</summary>
    /// <value>Milliseconds; 0 sets none, whatever an earlier rule said. The default is <see langword="null"/>: the rule does not say. The
    /// command's own counts too: the shorter of the two.</value>
    [Range(0, int.MaxValue)]
    public int? Timeout { get; set; }

    /// <summary>
    /// How often the statement may be tried again after its connection was lost (<c>retries</c>), instead of
    /// <see cref="FailoverOptions.QueryRetriesOnFailure"/>. A write that may have been executed is never sent again, whatever this says.
    /// </summary>
    /// <value>0 to 1000. The default is <see langword="null"/>: the rule does not say.</value>
    [Range(0, 1000)]
    public int? Retries { get; set; }

    /// <summary>Pause before the statement is sent (<c>delay</c>), on top of <see cref="RoutingOptions.DefaultQueryDelayMs"/>.</summary>
    /// <value>Milliseconds. The default is <see langword="null"/>: the rule does not say.</value>
    [Range(0, int.MaxValue)]
    public int? Delay { get; set; }

    /// <summary>Refuses the statement with this message instead of sending it (<c>error_msg</c>).</summary>
    /// <value>The default is <see langword="null"/>: not refused.</value>
    public string? ErrorMsg { get; set; }

    /// <summary>
    /// Whether the session may use another backend connection after this statement (<c>multiplex</c>): <see langword="false"/> pins it,
    /// <see langword="true"/> does not.
    /// </summary>
    /// <value>The default is <see langword="null"/>: the router's own judgement.</value>
    public bool? Multiplex { get; set; }

    /// <summary>How fresh the answers to plain reads that match have to be. RoutingData's own.</summary>
    /// <value>The default is <see langword="null"/>: the rule does not say.</value>
    public ConsistencyLevel? Consistency { get; set; }

    /// <summary>How old they may be; alone it means <see cref="ConsistencyLevel.Bounded"/>. RoutingData's own.</summary>
    /// <value>Milliseconds, 1 at least. The default is <see langword="null"/>: the rule does not say.</value>
    [Range(1, 86_400_000)]
    public int? MaxStalenessMs { get; set; }

    /// <summary>Whether statements that match are logged (<c>log</c>), without their literals.</summary>
    /// <value>The default is <see langword="null"/>: the rule does not say.</value>
    public bool? Log { get; set; }

    /// <summary>Whether evaluation ends with this rule when it matches (<c>apply</c>).</summary>
    /// <value>The default is <see langword="false"/>, as in ProxySQL: later rules that match override this one.</value>
    public bool Apply { get; set; }

    /// <summary>
    /// Lets this rule send to readers what is not a plain read. RoutingData's own: without it such a statement goes to the writer whatever
    /// the rule says, because a reader would refuse it or, worse, execute it.
    /// </summary>
    public bool Unsafe { get; set; }

    /// <summary>A note for people (<c>comment</c>).</summary>
    public string? Comment { get; set; }
}
