using System.Diagnostics;
using System.Globalization;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Routing;
using RoutingData.Statements;

namespace RoutingData.Telemetry;

/// <summary>One execution that something watches: its span, and the attributes that the conventions ask for.</summary>
internal sealed class WatchedOperation(OperationTelemetry telemetry, Route route, RouteDecision decision, OperationFacts facts)
{
    // The conventions' word for errors of a kind that is not told apart.
    private const string OtherError = "_OTHER";

    private static readonly StatementName Batch = new("BATCH", null, "BATCH");

    private readonly long _begun = Stopwatch.GetTimestamp();
    private Exception? _exception;

    /// <summary>Its span; null where there is none.</summary>
    public Activity? Activity { get; set; }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begun);

    public StatementEffects Effects => route.Traits.Effects;

    public string Reason { get; } = ReasonCode.Of(route, decision);

    public string Target => decision.Target switch
    {
        RouteTarget.Reader => "reader",
        RouteTarget.Writer => "writer",
        _ => "session",
    };

    public string SpanName => Name.Summary;

    private StatementName Name => route.Counted?.Name ?? Batch;

    /// <summary>Returns what a sampler may ask for before the span begins.</summary>
    public IEnumerable<KeyValuePair<string, object?>> TagsAtStart()
    {
        yield return new("db.system.name", SystemOf(facts.Topology.Servers.FirstOrDefault(server => server.Flavor is not null)));
        if (facts.Database.Length > 0) yield return new("db.namespace", facts.Database);
        yield return new("db.operation.name", Name.Operation);
        yield return new("db.query.summary", Name.Summary);
        if (Name.Collection is { } collection) yield return new("db.collection.name", collection);
        if (facts.Statements > 1) yield return new("db.operation.batch.size", facts.Statements);
        if (facts.WithText && route.Counted is { } counted) yield return new("db.query.text", counted.Digest);
        yield return new("routingdata.data_source", telemetry.SourceName);
        yield return new("routingdata.target", Target);
        yield return new("routingdata.hostgroup", decision.Hostgroup);
        yield return new("routingdata.reason", decision.Reason);
        yield return new("routingdata.reason_code", Reason);
        yield return new("routingdata.pins", decision.Pins);
        if (route.Consistency.IsSaid) yield return new("routingdata.consistency", route.Consistency.Level.ToString());
        if (decision.RuleId is { } rule) yield return new("routingdata.rule_id", rule);
    }

    /// <summary>Returns what a measurement of it bears: few values each, whatever the application sends.</summary>
    public TagList MeasuredTags(ServerAddress? server, Exception? exception, BoundedNames namespaces, BoundedNames errors)
    {
        // What one statement was called differs from another's only so often.
        var name = route.Counted?.MetricName ?? Batch;
        var tags = new TagList
        {
            { "db.system.name", SystemOf(StateOf(server)) },
            { "db.operation.name", name.Operation },
            { "db.query.summary", name.Summary },
            { "routingdata.data_source", telemetry.SourceName },
            { "routingdata.target", Target },
        };
        if (facts.Database.Length > 0 && namespaces.Has(facts.Database)) tags.Add("db.namespace", facts.Database);
        if (name.Collection is { } collection) tags.Add("db.collection.name", collection);
        if (server is { } address)
        {
            tags.Add("server.address", address.Hostname);
            tags.Add("server.port", address.Port);
        }

        if (exception is null) return tags;
        // Stored code may signal any number.
        var type = TypeOf(exception);
        tags.Add("error.type", errors.Has(type) ? type : OtherError);
        if (!errors.Has(type)) return tags;
        if (StatusOf(exception) is { } status) tags.Add("db.response.status_code", status);
        return tags;
    }

    public void Failed(Exception exception) => _exception = exception;

    /// <summary>Notes that it has come to its end.</summary>
    /// <param name="server">Where it ran in the end; null if it ran nowhere.</param>
    public void Ended(ServerAddress? server)
    {
        // It may have found none, and the session's last server is that of the statement before.
        if (_exception is RoutingDbException { Server: null }) server = null;
        telemetry.Record(this, server, _exception);
        try
        {
            if (Activity is { IsAllDataRequested: true } span) Finish(span, server);
            Activity?.Dispose();
        }
        catch (Exception)
        {
            // A listener's.
        }
    }

    private void Finish(Activity span, ServerAddress? server)
    {
        if (server is { } address)
        {
            span.SetTag("server.address", address.Hostname);
            span.SetTag("server.port", address.Port);
            span.SetTag("db.system.name", SystemOf(StateOf(server)));
        }

        if (_exception is not { } exception) return;
        span.SetStatus(ActivityStatusCode.Error);
        span.SetTag("error.type", TypeOf(exception));
        if (StatusOf(exception) is { } status) span.SetTag("db.response.status_code", status);
        if (OutcomeOf(exception) is { } outcome) span.SetTag("routingdata.outcome", outcome);
    }

    /// <summary>What became of what failed, as a word; null where that is not known.</summary>
    public static string? OutcomeOf(Exception exception) => exception switch
    {
        RoutingDbException known => OutcomeOf(known.Outcome),
        _ when exception.Data["RoutingData.Outcome"] is string text && Enum.TryParse<StatementOutcome>(text, out var outcome) => OutcomeOf(outcome),
        _ => null,
    };

    private static string OutcomeOf(StatementOutcome outcome) => outcome switch
    {
        StatementOutcome.NotExecuted => "not_executed",
        StatementOutcome.RolledBack => "rolled_back",
        _ => "unknown",
    };

    private ServerState? StateOf(ServerAddress? server) => server is { } address ? facts.Topology.Find(address) : null;

    private static string SystemOf(ServerState? server) => server?.Flavor == ServerFlavor.MariaDb ? "mariadb" : "mysql";

    private static string? StatusOf(Exception exception) => DriverError.ServerNumber(exception)?.ToString(CultureInfo.InvariantCulture);

    private static string TypeOf(Exception exception) => StatusOf(exception) ?? exception.GetType().FullName!;
}
