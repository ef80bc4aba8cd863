using RoutingData.Monitor;
using RoutingData.Rules;
using RoutingData.SessionStates;
using RoutingData.Statements;

namespace RoutingData.Routing;

/// <summary>
/// The classifier under the rules: a rule may choose any hostgroup for a plain read, and any hostgroup that is not read-only for
/// everything else. A rule that would send anything but a plain read to readers is overruled, unless it is marked unsafe.
/// </summary>
/// <param name="defaultHostgroup">Id of the hostgroup that statements go to when nothing else is said.</param>
/// <param name="pairs">The replication hostgroup pairs.</param>
/// <param name="others">Ids of the hostgroups that stand in no pair.</param>
/// <param name="comments">How much a comment before a statement may say.</param>
internal sealed class RoutePolicy(
    int defaultHostgroup, IReadOnlyList<ReplicationHostgroup> pairs, IReadOnlySet<int>? others = null,
    CommentHints comments = CommentHints.Pair)
{
    private readonly ReplicationHostgroup? _home = pairs.FirstOrDefault(pair => pair.Contains(defaultHostgroup));

    /// <summary>Id of the hostgroup that takes writes and sessions' state.</summary>
    public int WriterHostgroup => _home?.WriterHostgroup ?? defaultHostgroup;

    /// <summary>Id of the hostgroup that takes plain reads.</summary>
    public int ReaderHostgroup => _home?.ReaderHostgroup ?? defaultHostgroup;

    /// <summary>Decides where a statement goes while the session holds no state.</summary>
    /// <param name="traits">What the classifier says.</param>
    /// <param name="rules">What the query rules say.</param>
    /// <param name="hint">What the application says; it goes before the rules.</param>
    public RouteDecision Decide(StatementTraits traits, RuleOutcome rules, RouteHint hint = default)
    {
        // START TRANSACTION READ ONLY: the transaction holds one reader; a write in it fails there with the server's own error (D04).
        if (_home is not null && (hint.NamesNoPlace || hint.Target == RouteTarget.Reader)
            && traits is { StatementCount: 1 } && traits.Effects.HasFlag(StatementEffects.BeginsReadOnlyTransaction))
        {
            return new RouteDecision(RouteTarget.Session, _home.ReaderHostgroup, null, traits.Reason, traits.Pins);
        }

        // A pinned session must be able to write: it is pinned where the writes go.
        if (rules.Multiplex == false)
        {
            return new RouteDecision(
                RouteTarget.Session, WriterHostgroup, null, $"a query rule pins the session (multiplex=0); {traits.Reason}", pins: true);
        }

        if (WishOf(rules, hint) is not { } wish) return ByClassifier(traits, traits.Reason);

        var toReaders = IsForReaders(wish.Hostgroup);
        if (traits.IsPlainRead || wish.Unsafe || (traits.Target == StatementTarget.Writer && !toReaders))
            return ByWish(traits, wish, toReaders);
        return ByClassifier(traits, toReaders
            ? $"{traits.Reason}; {wish.By} would send it to reader hostgroup {wish.Hostgroup} and is overruled"
            : traits.Reason);
    }

    /// <summary>Returns the same decision inside a session: its state is stricter than any rule.</summary>
    /// <param name="decision">The decision for the text alone.</param>
    /// <param name="state">What the session remembers.</param>
    /// <param name="inDbTransaction">Whether a <see cref="RoutingDbTransaction"/> is open.</param>
    /// <param name="inAmbientTransaction">Whether a TransactionScope is.</param>
    public RouteDecision DecideInSession(RouteDecision decision, SessionState state, bool inDbTransaction, bool inAmbientTransaction)
    {
        if (!inDbTransaction && !inAmbientTransaction && !state.MustStay) return decision;
        var held = inDbTransaction ? "a DbTransaction" : inAmbientTransaction ? "a TransactionScope" : state.Describe();
        return decision with
        {
            Target = RouteTarget.Session,
            Hostgroup = WriterHostgroup,
            Reason = $"the session holds {held}; on its own: {decision.Reason}",
        };
    }

    /// <summary>Whether a rule's destination is set aside because it would bring something else than a plain read to readers.</summary>
    public bool Overrules(StatementTraits traits, RuleOutcome rules) =>
        rules is { DestinationHostgroup: not null, Unsafe: false } && !traits.IsPlainRead && IsForReaders(rules.DestinationHostgroup);

    /// <summary>Whether a hostgroup is the readers' of a pair.</summary>
    public bool IsForReaders(int? hostgroup) => pairs.Any(pair => pair.ReaderHostgroup == hostgroup);

    /// <summary>Whether a comment may say anything.</summary>
    public bool HeedsComments => comments != CommentHints.None;

    /// <summary>Whether a hint says anything here: one that names a hostgroup that is not configured does not.</summary>
    public bool Recognizes(RouteHint hint) => HostgroupOf(hint) is not null;

    /// <summary>Returns the same where a comment before the statement says where it is to go.</summary>
    /// <param name="traits">What the classifier says.</param>
    /// <param name="rules">What the query rules say.</param>
    /// <param name="comment">What the comment says.</param>
    /// <param name="hint">What is said around the statement: a scope.</param>
    public RouteDecision Decide(StatementTraits traits, RuleOutcome rules, RouteHint comment, RouteHint hint)
    {
        var without = Decide(traits, rules, hint);
        if (comment.NamesNoPlace || !HeedsComments) return without;

        var admitted = comments == CommentHints.Any ? comment : WithinPair(comment, without.Hostgroup);
        if (Recognizes(admitted)) return Decide(traits, rules, admitted);
        return comment.Hostgroup is { } named && IsKnown(named)
            ? without with { Reason = $"{without.Reason}; a comment names hostgroup {named}, which is not of its pair, and is ignored" }
            : without;
    }

    // Of the pair that the statement goes to anyway.
    private RouteHint WithinPair(RouteHint comment, int hostgroup)
    {
        var pair = pairs.FirstOrDefault(pair => pair.Contains(hostgroup));
        if (pair is null) return comment.Hostgroup == hostgroup ? comment : RouteHint.None;
        var wanted = comment.Hostgroup ?? (comment.Target == RouteTarget.Writer ? pair.WriterHostgroup : pair.ReaderHostgroup);
        return pair.Contains(wanted) ? comment with { Hostgroup = wanted } : RouteHint.None;
    }

    /// <summary>Returns the decision for what a reader refused as a write.</summary>
    public RouteDecision Refused(RouteDecision decision) =>
        new(RouteTarget.Writer, WriterHostgroup, null, $"a reader refused it as a write; before that: {decision.Reason}", decision.Pins);

    private Wish? WishOf(RuleOutcome rules, RouteHint hint)
    {
        if (HostgroupOf(hint) is { } hinted) return new Wish(hinted, RuleId: null, Unsafe: false, hint.By);
        return rules.DestinationHostgroup is { } ruled ? new Wish(ruled, rules.RuleId, rules.Unsafe, $"rule {rules.RuleId}") : null;
    }

    private int? HostgroupOf(RouteHint hint)
    {
        var hostgroup = hint.Hostgroup ?? hint.Target switch
        {
            RouteTarget.Writer => WriterHostgroup,
            RouteTarget.Reader => _home?.ReaderHostgroup,
            _ => null,
        };
        return hostgroup is { } hinted && IsKnown(hinted) ? hinted : null;
    }

    private bool IsKnown(int hostgroup) =>
        hostgroup == defaultHostgroup || others?.Contains(hostgroup) == true || pairs.Any(pair => pair.Contains(hostgroup));

    private RouteDecision ByWish(StatementTraits traits, Wish wish, bool toReaders)
    {
        var toWriter = !toReaders && (!traits.IsPlainRead || pairs.Any(pair => pair.WriterHostgroup == wish.Hostgroup));
        var target = toWriter ? RouteTarget.Writer : RouteTarget.Reader;
        return new RouteDecision(target, wish.Hostgroup, wish.RuleId, $"{wish.By}; {traits.Reason}", traits.Pins);
    }

    private RouteDecision ByClassifier(StatementTraits traits, string reason) => traits.Target switch
    {
        StatementTarget.Reader when _home is not null
            => new RouteDecision(RouteTarget.Reader, _home.ReaderHostgroup, null, reason, traits.Pins),
        StatementTarget.Session => new RouteDecision(RouteTarget.Session, WriterHostgroup, null, reason, traits.Pins),
        _ => new RouteDecision(RouteTarget.Writer, WriterHostgroup, null, reason, traits.Pins),
    };

    private readonly record struct Wish(int Hostgroup, int? RuleId, bool Unsafe, string By);
}
