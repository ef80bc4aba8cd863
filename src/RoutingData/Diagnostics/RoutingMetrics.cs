using System.Diagnostics.Metrics;
using RoutingData.Monitor;

namespace RoutingData.Diagnostics;

/// <summary>
/// What the router counts, on the <see cref="Meter"/> named <c>RoutingData</c>. What the drivers count is theirs. A process may have several data
/// sources on one meter: each measurement carries the name of its data source.
/// </summary>
internal sealed class RoutingMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly SourceNames _names;
    private readonly KeyValuePair<string, object?> _source;
    private readonly Counter<long> _roleChanges;
    private readonly Counter<long> _readsRunElsewhere;
    private readonly Counter<long> _outcomesUnknown;
    private readonly Counter<long> _outcomesResolved;
    private readonly Counter<long> _statesLost;
    private readonly Counter<long> _readersRefused;
    private readonly Counter<long> _overruled;
    private readonly Counter<long> _keptOnWriter;
    private readonly Counter<long> _hedged;
    private readonly Counter<long> _tokens;
    private readonly Histogram<double> _waits;
    private Observed? _observed;

    /// <summary>Instruments of a data source.</summary>
    /// <param name="factory">Makes the meter; it makes one for all who ask.</param>
    /// <param name="names">The names that are taken.</param>
    /// <param name="name">What the data source would like to be called.</param>
    /// <param name="waiting">Statements that wait now.</param>
    /// <param name="sessions">Open sessions.</param>
    /// <param name="evidence">Questions for positions so far.</param>
    /// <param name="evidenceAge">Since the last of them.</param>
    public RoutingMetrics(
        IMeterFactory? factory, SourceNames names, string name,
        Func<int> waiting, Func<int> sessions, Func<(long Rounds, long Questions)> evidence, Func<TimeSpan?> evidenceAge)
    {
        _names = names;
        _source = new KeyValuePair<string, object?>("routingdata.data_source", names.Take(name));
        _meter = factory?.Create("RoutingData") ?? new Meter("RoutingData");
        _roleChanges = _meter.CreateCounter<long>("routingdata.topology.changes", "{change}", "Changes of a role or of a server's health.");
        _readsRunElsewhere = _meter.CreateCounter<long>(
            "routingdata.reads.run_elsewhere", "{statement}", "Reads that were lost with a server and ran on another.");
        _outcomesUnknown = _meter.CreateCounter<long>(
            "routingdata.statements.outcome_unknown", "{statement}", "Statements whose answer never came.");
        _outcomesResolved = _meter.CreateCounter<long>(
            "routingdata.statements.outcome_resolved", "{statement}", "Statements whose answer never came, and whose outcome the next writer told.");
        _statesLost = _meter.CreateCounter<long>(
            "routingdata.sessions.state_lost", "{session}", "Sessions whose state went down with a server.");
        _readersRefused = _meter.CreateCounter<long>(
            "routingdata.statements.refused_by_reader", "{statement}", "Statements taken for reads that a reader refused as writes.");
        _overruled = _meter.CreateCounter<long>(
            "routingdata.rules.overruled", "{decision}", "Decisions in which a rule's reader hostgroup was overruled.");
        _waits = _meter.CreateHistogram<double>(
            "routingdata.server.wait.duration", "s", "How long statements waited for a server to become usable.");
        _keptOnWriter = _meter.CreateCounter<long>(
            "routingdata.reads.kept_on_writer", "{statement}", "Reads that the writer answered, since no reader was known to be fresh enough.");
        _hedged = _meter.CreateCounter<long>(
            "routingdata.reads.hedged", "{statement}", "Late reads that a second reader answered first.");
        _tokens = _meter.CreateCounter<long>("routingdata.tokens", "{token}", "Consistency tokens, by what became of them.");
        _observed = new Observed(waiting, sessions, evidence, evidenceAge);
        _meter.CreateObservableCounter(
            "routingdata.evidence.rounds", () => Observe(now => now.Evidence().Rounds), "{round}", "Rounds of questions for positions.");
        _meter.CreateObservableCounter(
            "routingdata.evidence.questions", () => Observe(now => now.Evidence().Questions), "{query}", "Questions for positions, of all servers.");
        _meter.CreateObservableGauge("routingdata.evidence.age", ObserveAge, "s", "Time since the writer's newest position was asked for.");
        _meter.CreateObservableGauge(
            "routingdata.statements.waiting", () => Observe(now => now.Waiting()), "{statement}", "Statements that wait for a server now.");
        _meter.CreateObservableGauge(
            "routingdata.sessions.open", () => Observe(now => now.Sessions()), "{session}", "Open sessions.");
    }

    /// <summary>The data source's name in metrics.</summary>
    public string SourceName => (string)_source.Value!;

    public void Changed(TopologyEvent change) => Count(
        _roleChanges, new KeyValuePair<string, object?>("routingdata.change", change.Kind.ToString()), Host(change.Server), Port(change.Server), _source);

    public void RunElsewhere(ServerAddress server)
    {
        SpanEvents.Retried(server, "connection_lost");
        Count(_readsRunElsewhere, Host(server), Port(server), _source);
    }

    public void OutcomeUnknown(ServerAddress server) => Count(_outcomesUnknown, Host(server), Port(server), _source);

    public void OutcomeResolved(ServerAddress server, string outcome) => Count(
        _outcomesResolved, new KeyValuePair<string, object?>("routingdata.outcome", outcome), Host(server), Port(server), _source);

    public void StateLost(ServerAddress server) => Count(_statesLost, Host(server), Port(server), _source);

    public void ReaderRefused(ServerAddress server)
    {
        SpanEvents.Retried(server, "refused_by_reader");
        Count(_readersRefused, Host(server), Port(server), _source);
    }

    public void KeptOnWriter() => Count(_keptOnWriter, _source);

    public void Hedged(ServerAddress server) => Count(_hedged, Host(server), Port(server), _source);

    public void Token(string fate) => Count(_tokens, new KeyValuePair<string, object?>("routingdata.token", fate), _source);

    public void Overruled(int? ruleId) => Count(_overruled, new KeyValuePair<string, object?>("routingdata.rule_id", ruleId), _source);

    public void Waited(TimeSpan time, int hostgroup)
    {
        SpanEvents.Waited(time);
        try
        {
            _waits.Record(time.TotalSeconds, new KeyValuePair<string, object?>("routingdata.hostgroup", hostgroup), _source);
        }
        catch (Exception)
        {
            // As in Count.
        }
    }

    /// <summary>Ends the measurements. A factory's meter is the factory's, and its instruments stay: they must not keep the data source.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _observed, null) is null) return;
        _meter.Dispose();
        _names.Return((string)_source.Value!);
    }

    // A listener runs in line: what it throws must not take the place of what became of a statement.
    private static void Count(Counter<long> counter, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            counter.Add(1, tags);
        }
        catch (Exception)
        {
            // There is nowhere to report it.
        }
    }

    private IEnumerable<Measurement<T>> Observe<T>(Func<Observed, T> value)
        where T : struct =>
        Volatile.Read(ref _observed) is { } observed ? [new Measurement<T>(value(observed), _source)] : [];

    private IEnumerable<Measurement<double>> ObserveAge() =>
        Volatile.Read(ref _observed)?.EvidenceAge() is { } age ? [new Measurement<double>(age.TotalSeconds, _source)] : [];

    private static KeyValuePair<string, object?> Host(ServerAddress server) => new("server.address", server.Hostname);

    private static KeyValuePair<string, object?> Port(ServerAddress server) => new("server.port", server.Port);

    private sealed record Observed(
        Func<int> Waiting, Func<int> Sessions, Func<(long Rounds, long Questions)> Evidence, Func<TimeSpan?> EvidenceAge);
}
