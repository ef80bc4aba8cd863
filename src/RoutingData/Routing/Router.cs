using System.Collections.Frozen;
using System.Data;
using RoutingData.Abstractions;
using RoutingData.Counting;
using RoutingData.Rules;
using RoutingData.Statements;

namespace RoutingData.Routing;

/// <summary>Decides where a statement goes from its text alone, and remembers the decision. Pure but for that memory.</summary>
/// <param name="policy">Which target becomes which hostgroup.</param>
/// <param name="rules">The query rules.</param>
/// <param name="functions">Read-only functions, as <c>schema.function</c>.</param>
/// <param name="username">The user that rules may ask for.</param>
/// <param name="overruled">Told of each decision in which a rule was overruled, with its id.</param>
/// <param name="consistency">How fresh answers have to be where nothing else is said.</param>
/// <param name="storedCode">What is known of the servers' views and triggers.</param>
/// <param name="statements">Where statements are known by their digests; null for nowhere.</param>
/// <param name="resolves">Whether outcomes are resolved where nothing else is said.</param>
internal sealed class Router(RoutePolicy policy, QueryRuleSet rules, FrozenSet<string> functions, string? username, Action<int?> overruled,
    ConsistencyDemand consistency = default, StoredCode? storedCode = null, StatementBook? statements = null, bool resolves = false)
{
    // Longer texts are data with a little SQL around it; they are not sent twice.
    private const int LongestCached = 16 * 1024;

    // What takes its server down each time must not take all of them down.
    private const int MostQuestionsLost = 5;

    private readonly SeenTexts _seen = new();
    private readonly HintedRoutes _hinted = new();
    private readonly RefusedTexts _refused = new();
    private readonly RouteCache _cache = new(capacity: 4096, characters: 2 * 1024 * 1024);
    private readonly ClassifierOptions _classifier = ClassifierOptions.Default with
    {
        ReadOnlyFunctions = functions,
        StoredCode = storedCode ?? StoredCode.Empty,
    };

    private readonly bool _looksAtSchema = functions.Count > 0 || storedCode is { IsEmpty: false } || rules.Rules.Any(rule => rule.SchemaName is not null);

    public RoutePolicy Policy => policy;

    /// <summary>What the classifier gets beside a text.</summary>
    public ClassifierOptions Classifier => _classifier;

    /// <summary>The route of what the router itself begins: a transaction on the writer, which may be begun again elsewhere.</summary>
    public Route Begin { get; } = WithoutRules("BEGIN", policy) with { IsRepeatable = true, Consistency = consistency };

    /// <summary>The route of what needs the writer's connection and says nothing there.</summary>
    public Route Write { get; } = WithoutRules("", policy) with { Consistency = consistency };

    /// <summary>The route of questions for markers: they write on the writer, and are asked again where a write that was not sent would wait.</summary>
    public Route Marker { get; } = WithoutRules("INSERT INTO m VALUES (1)", policy) with
    {
        Rules = RuleOutcome.OfRetries(MostQuestionsLost), IsRepeatable = true, MayWrite = false,
    };

    /// <summary>The same for a transaction that only reads: it holds one reader.</summary>
    public Route BeginReadOnly { get; } = WithoutRules("SELECT 1", policy) with { Consistency = consistency };

    /// <summary>The route of SAVEPOINT and the like, whatever the name.</summary>
    public Route Savepoint { get; } = WithoutRules("SAVEPOINT s", policy);

    /// <summary>The route of what only reads metadata.</summary>
    public Route Read { get; } = WithoutRules("SELECT 1", policy);

    /// <summary>Returns the route of a statement outside any session.</summary>
    /// <param name="text">The command text.</param>
    /// <param name="type">How the text is meant.</param>
    /// <param name="schema">The session's database.</param>
    /// <param name="modes">How the session's sql_mode has quotes and backslashes read.</param>
    /// <param name="names">Names of the bound parameters.</param>
    /// <param name="vocabulary">What words mean on the servers; null for what they mean on any.</param>
    public Route GetRoute(
        string text, CommandType type, string? schema, SqlModes modes, BoundNames names, Vocabulary? vocabulary = null)
    {
        // A bare function's name means what the schema makes of it, and a rule may ask for the schema; else it does not matter.
        var key = new RouteKey(text, type, _looksAtSchema ? schema : null, modes, names, vocabulary);
        return _seen.Find(key) ?? FindByText(key, schema);
    }

    /// <summary>Returns the same statement's route where the application says where it is to go.</summary>
    /// <param name="route">What the text alone says.</param>
    /// <param name="hint">What is said of it.</param>
    /// <param name="isNearest">It is said on the command; else a comment in the text is closer.</param>
    public Route ApplyHint(Route route, RouteHint hint, bool isNearest = false)
    {
        if (hint.IsNone) return route;
        if (_hinted.Find(route, hint) is { } known) return known;

        var comment = isNearest ? RouteHint.None : route.Comment;
        var isSaid = !isNearest && policy.HeedsComments && comment.Consistency.IsSaid;
        var hinted = route with
        {
            Decision = hint.NamesNoPlace ? route.Decision : policy.Decide(route.Traits, route.Rules, comment, hint),
            Consistency = isSaid ? route.Consistency : hint.Consistency.Or(route.Consistency),
            IsExactlyOnce = route.IsExactlyOnce || hint.ExactlyOnce,
        };
        _hinted.Add(route, hint, hinted);
        return hinted;
    }

    /// <summary>Returns the route of what a reader refused as a write: the classifier was wrong about it, and will not be asked again.</summary>
    public Route RerouteToWriter(Route route)
    {
        var refused = AfterRefusal(route);
        if (route.Key is not { } key) return refused;
        if (key.Text.Length > LongestCached) _refused.Add(key);
        else _cache.Replace(key, refused);
        _seen.Clear();
        return refused;
    }

    /// <summary>Counts an execution for the rules that matched (<c>stats_mysql_query_rules.hits</c>).</summary>
    public void RecordHits(Route route) => rules.Count(route.Rules);

    private Route AfterRefusal(Route route) => route with { Decision = policy.Refused(route.Decision), IsRepeatable = false };

    private Route FindByText(RouteKey key, string? schema)
    {
        var text = key.Text;
        // Only a text that names variables means what its parameters make of it.
        if (!text.Contains('@', StringComparison.Ordinal)) key = key with { Names = null };
        if (text.Length > LongestCached)
        {
            var unremembered = Decide(key, schema) with { Key = key };
            return unremembered.Decision.Target == RouteTarget.Reader && _refused.Contains(key) ? AfterRefusal(unremembered) : unremembered;
        }

        var route = _cache.Find(key);
        if (route is null)
        {
            key = key with { Names = key.Names?.Kept() };
            route = Decide(key, schema) with { Key = key };
            _cache.Add(key, route);
        }

        if (_seen.Add(text, route) is { Key: { } former } inUse) _cache.Add(former, inUse);
        return route;
    }

    private Route Decide(in RouteKey key, string? schema)
    {
        var (text, type, _, modes, names, vocabulary) = key;
        // What the drivers make of it: a procedure's name becomes a CALL, a table's name a SELECT of all its rows.
        var statement = type switch
        {
            CommandType.StoredProcedure => $"CALL {text}()",
            CommandType.TableDirect => $"SELECT * FROM {text}",
            _ => text,
        };
        var outcome = rules.Evaluate(new RuleInput(statement, username, schema));
        var rewritten = type == CommandType.Text ? outcome.RewrittenText : null;
        var classifier = _classifier with
        {
            Schema = schema ?? "",
            NoBackslashEscapes = modes.HasFlag(SqlModes.NoBackslashEscapes),
            AnsiQuotes = modes.HasFlag(SqlModes.AnsiQuotes),
            IgnoreSpace = modes.HasFlag(SqlModes.IgnoreSpace),
            IsForeignCharset = modes.HasFlag(SqlModes.ForeignCharset),
            Vocabulary = vocabulary ?? Vocabulary.OfAnyServer,
            // Who may send it to a reader all the same says that it leaves nothing behind; the session must not stay there.
            CallPins = !(outcome.Unsafe && policy.IsForReaders(outcome.DestinationHostgroup)),
        };
        var traits = StatementClassifier.Classify(rewritten ?? statement, classifier, names?.ToCollection());
        if (policy.Overrules(traits, outcome)) overruled(outcome.RuleId);
        var comment = CommentHint.Of(statement);
        var decision = policy.Decide(traits, outcome, comment, RouteHint.None);
        return new Route(traits, outcome, decision)
        {
            Comment = comment,
            Counted = statements?.Find(rewritten ?? statement, decision.Reason, modes),
            Consistency = (policy.HeedsComments ? comment.Consistency : default).Or(outcome.Consistency).Or(consistency),
            IsExactlyOnce = resolves,
        };
    }

    private static Route WithoutRules(string text, RoutePolicy policy)
    {
        var traits = StatementClassifier.Classify(text, ClassifierOptions.Default);
        return new Route(traits, RuleOutcome.None, policy.Decide(traits, RuleOutcome.None));
    }
}
