using System.Diagnostics;
using System.Diagnostics.Metrics;
using RoutingData.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Routing;
using RoutingData.Statements;

namespace RoutingData.Telemetry;

/// <summary>
/// Spans and measurements of executions, by OpenTelemetry's conventions for database clients, and where the router sent them beside. While there is no
/// listener, all that it costs is to see that.
/// </summary>
internal sealed class OperationTelemetry : IDisposable
{
    /// <summary>The meter of what the conventions name; what is the router's own is on <c>RoutingData</c>.</summary>
    public const string ClientMeter = "RoutingData.Client";

    // Databases that a metric tells apart: an application with one for each tenant must not make a time series of each.
    private const int MostNamespaces = 64;
    private const int MostErrors = 128;

    // Pins as they are called in metrics.
    private static readonly (StatementEffects Effect, string Name)[] Pins =
    [
        (StatementEffects.BeginsTransaction, "transaction"), (StatementEffects.DisablesAutocommit, "autocommit"),
        (StatementEffects.PinsUserVariable, "user_variable"), (StatementEffects.PinsTemporaryTable, "temporary_table"),
        (StatementEffects.PinsTableLock, "table_lock"), (StatementEffects.PinsNamedLock, "named_lock"),
        (StatementEffects.PinsPreparedStatement, "prepared_statement"), (StatementEffects.PinsXa, "xa"), (StatementEffects.PinsHandler, "handler"),
        (StatementEffects.PinsUnknownCode, "unknown_code"), (StatementEffects.PinsSetting, "setting"), (StatementEffects.StopsBinaryLog, "unlogged"),
    ];

    private static readonly ActivitySource Source = new(SpanEvents.SourceName, typeof(OperationTelemetry).Assembly.GetName().Version?.ToString());

    // The buckets that the conventions recommend.
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] };

    private readonly Meter[] _meters;
    private readonly Histogram<double> _durations;
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _pins;
    private readonly Counter<long> _failed;
    private readonly BoundedNames _namespaces = new(MostNamespaces);
    private readonly BoundedNames _errors = new(MostErrors);

    /// <param name="factory">Makes the meters; null for ones of its own.</param>
    /// <param name="sourceName">The data source's name in metrics.</param>
    public OperationTelemetry(IMeterFactory? factory, string sourceName)
    {
        SourceName = sourceName;
        var client = factory?.Create(ClientMeter) ?? new Meter(ClientMeter);
        var own = factory?.Create("RoutingData") ?? new Meter("RoutingData");
        _meters = [client, own];
        _durations = client.CreateHistogram("db.client.operation.duration", "s", "Duration of database client operations.", tags: null, Seconds);
        _decisions = own.CreateCounter<long>("routingdata.decisions", "{statement}", "Executions, by where they were sent and why.");
        _failed = own.CreateCounter<long>("routingdata.statements.failed", "{statement}", "Executions that failed and of which it is known what became, or known that it is not.");
        _pins = own.CreateCounter<long>("routingdata.pins", "{pin}", "Executions after which a session stays on its connection, by what it leaves there.");
    }

    /// <summary>The data source's name in metrics.</summary>
    public string SourceName { get; }

    /// <summary>Whether anything listens.</summary>
    public bool IsWatched => Source.HasListeners() || _durations.Enabled || _decisions.Enabled;

    /// <summary>Begins to watch an execution.</summary>
    /// <param name="route">Its route.</param>
    /// <param name="decision">Where it is sent.</param>
    /// <param name="facts">What else is known of it.</param>
    public WatchedOperation Begin(Route route, RouteDecision decision, in OperationFacts facts)
    {
        var operation = new WatchedOperation(this, route, decision, facts);
        try
        {
            if (Source.HasListeners()) operation.Activity = Source.StartActivity(operation.SpanName, ActivityKind.Client, default(ActivityContext), operation.TagsAtStart());
        }
        catch (Exception)
        {
            // A listener's: the statement runs without a span.
        }

        return operation;
    }

    /// <summary>Records an execution that has ended.</summary>
    public void Record(WatchedOperation operation, ServerAddress? server, Exception? exception)
    {
        try
        {
            if (_durations.Enabled)
                _durations.Record(operation.Elapsed.TotalSeconds, operation.MeasuredTags(server, exception, _namespaces, _errors));
            KeyValuePair<string, object?> source = new("routingdata.data_source", SourceName);
            if (_decisions.Enabled) _decisions.Add(1, new("routingdata.target", operation.Target), new("routingdata.reason_code", operation.Reason), source);
            if (exception is not null && WatchedOperation.OutcomeOf(exception) is { } outcome) _failed.Add(1, new("routingdata.outcome", outcome), source);
            if (!_pins.Enabled || exception is not null) return;
            foreach (var (effect, name) in Pins)
                if ((operation.Effects & effect) != 0) _pins.Add(1, new("routingdata.pin", name), source);
        }
        catch (Exception)
        {
            // A listener runs in line: what it throws must not take the place of what became of the statement.
        }
    }

    /// <summary>Ends the meters, but for a factory's.</summary>
    public void Dispose()
    {
        foreach (var meter in _meters) meter.Dispose();
    }
}
