namespace RoutingData.Tests.Telemetry;

/// <summary>What there is to measure and to tell, as docs/telemetry.md prints it.</summary>
internal static class InstrumentCatalog
{
    private const string Stable = "OpenTelemetry, stable";
    private const string Developing = "OpenTelemetry, in development";
    private const string Own = "RoutingData";

    private const string Servers = "your servers";
    private const string Pins = "`autocommit`, `driver_connection`, `handler`, `named_lock`, `no_database`, `prepared_statement`, `rule`, `setting`, `table_lock`, `temporary_table`, `transaction`, `unknown_code`, `unlogged`, `user_variable`, `xa`";

    /// <summary>Name, kind, unit, attributes; <c>routingdata.data_source</c>, which all have, is left out.</summary>
    public static readonly (string Name, string Kind, string Unit, string[] Attributes)[] Instruments =
    [
        ("db.client.operation.duration", "Histogram", "s", ["db.collection.name", "db.namespace", "db.operation.name", "db.query.summary", "db.response.status_code", "db.system.name", "error.type", "routingdata.target", "server.address", "server.port"]),
        ("db.client.connection.count", "ObservableUpDownCounter", "{connection}", ["db.client.connection.pool.name", "db.client.connection.state"]),
        ("db.client.connection.max", "ObservableUpDownCounter", "{connection}", ["db.client.connection.pool.name"]),
        ("db.client.connection.pending_requests", "ObservableUpDownCounter", "{request}", ["db.client.connection.pool.name"]),
        ("db.client.connection.create_time", "Histogram", "s", ["db.client.connection.pool.name"]),
        ("db.client.connection.wait_time", "Histogram", "s", ["db.client.connection.pool.name"]),
        ("db.client.connection.use_time", "Histogram", "s", ["db.client.connection.pool.name"]),
        ("db.client.connection.timeouts", "Counter", "{timeout}", ["db.client.connection.pool.name"]),
        ("routingdata.decisions", "Counter", "{statement}", ["routingdata.reason_code", "routingdata.target"]),
        ("routingdata.pins", "Counter", "{pin}", ["routingdata.pin"]),
        ("routingdata.sessions.pinned", "ObservableGauge", "{session}", ["routingdata.pin"]),
        ("routingdata.pin.age", "ObservableGauge", "s", ["routingdata.pin"]),
        ("routingdata.sessions.open", "ObservableGauge", "{session}", []),
        ("routingdata.sessions.state_lost", "Counter", "{session}", ["server.address", "server.port"]),
        ("routingdata.statements.waiting", "ObservableGauge", "{statement}", []),
        ("routingdata.statements.failed", "Counter", "{statement}", ["routingdata.outcome"]),
        ("routingdata.statements.outcome_unknown", "Counter", "{statement}", ["server.address", "server.port"]),
        ("routingdata.statements.outcome_resolved", "Counter", "{statement}", ["routingdata.outcome", "server.address", "server.port"]),
        ("routingdata.statements.refused_by_reader", "Counter", "{statement}", ["server.address", "server.port"]),
        ("routingdata.reads.run_elsewhere", "Counter", "{statement}", ["server.address", "server.port"]),
        ("routingdata.reads.hedged", "Counter", "{statement}", ["server.address", "server.port"]),
        ("routingdata.reads.kept_on_writer", "Counter", "{statement}", []),
        ("routingdata.rules.overruled", "Counter", "{decision}", ["routingdata.rule_id"]),
        ("routingdata.tokens", "Counter", "{token}", ["routingdata.token"]),
        ("routingdata.server.wait.duration", "Histogram", "s", ["routingdata.hostgroup"]),
        ("routingdata.server.role", "ObservableGauge", "{server}", ["routingdata.hostgroup", "routingdata.role", "server.address", "server.port"]),
        ("routingdata.server.health", "ObservableGauge", "{server}", ["routingdata.health", "server.address", "server.port"]),
        ("routingdata.server.set_aside", "ObservableGauge", "{server}", ["server.address", "server.port"]),
        ("routingdata.server.lag", "ObservableGauge", "s", ["server.address", "server.port"]),
        ("routingdata.topology.epoch", "ObservableGauge", "{epoch}", []),
        ("routingdata.topology.changes", "Counter", "{change}", ["routingdata.change", "server.address", "server.port"]),
        ("routingdata.writer.age", "ObservableGauge", "s", []),
        ("routingdata.failover.duration", "Histogram", "s", ["routingdata.failover.kind", "routingdata.hostgroup"]),
        ("routingdata.evidence.rounds", "ObservableCounter", "{round}", []),
        ("routingdata.evidence.questions", "ObservableCounter", "{query}", []),
        ("routingdata.evidence.age", "ObservableGauge", "s", []),
    ];

    /// <summary>Attributes of spans, in their order.</summary>
    public static readonly string[] OfSpans =
    [
        "db.system.name", "db.namespace", "db.operation.name", "db.query.summary", "db.collection.name", "db.operation.batch.size", "db.query.text", "server.address", "server.port",
        "error.type", "db.response.status_code", "routingdata.data_source", "routingdata.target", "routingdata.hostgroup", "routingdata.reason", "routingdata.reason_code",
        "routingdata.pins", "routingdata.consistency", "routingdata.rule_id", "routingdata.outcome",
    ];

    /// <summary>Events of spans, their attributes, and what they say.</summary>
    public static readonly (string Name, string[] Attributes, string Meaning)[] Events =
    [
        ("routingdata.retry", ["routingdata.retry.reason", "server.address", "server.port"], "It is sent once more; the server is the one that failed it."),
        ("routingdata.wait", ["routingdata.wait.duration"], "It has waited for a server to become usable."),
    ];

    /// <summary>Attribute, type, whose word it is, what it says, and how many values it has in metrics; "" where no metric has it.</summary>
    public static readonly (string Name, string Type, string Whose, string Meaning, string Values)[] Attributes =
    [
        ("db.system.name", "string", Stable, "`mysql` or `mariadb`, as the server says it is", "2"),
        ("db.namespace", "string", Stable, "the session's database", "64, then none"),
        ("db.operation.name", "string", Stable, "the first word: `SELECT`; `BATCH` for a batch of several commands, `OTHER` for a word that is not known", "45"),
        ("db.query.summary", "string", Stable, "operations and tables, 255 characters at most", "256, then the operation"),
        ("db.collection.name", "string", Stable, "the table, where only one is named", "with the summary"),
        ("db.operation.batch.size", "int", Stable, "commands of a batch, from two", ""),
        ("db.query.text", "string", Stable, "the digest text, with `Telemetry:QueryText` only", ""),
        ("db.response.status_code", "string", Stable, "the server's error number", "with `error.type`"),
        ("error.type", "string", Stable, "that number, else the exception's type", "128, then `_OTHER`"),
        ("server.address", "string", Stable, "host name or address", Servers),
        ("server.port", "int", Stable, "port", Servers),
        ("db.client.connection.pool.name", "string", Developing, "the data source and the server: `shop/db001:3306`", Servers),
        ("db.client.connection.state", "string", Developing, "`used`", "1"),
        ("routingdata.data_source", "string", Own, "the data source's name", "your data sources"),
        ("routingdata.target", "string", Own, "where it was sent: `reader`, `writer`, `session`", "3"),
        ("routingdata.hostgroup", "int", Own, "hostgroup id", "your hostgroups"),
        ("routingdata.reason", "string", Own, "why, as a sentence without literals", ""),
        ("routingdata.reason_code", "string", Own, "why, as a word: `classifier`, `rule`, `hint`, `session`, `freshness`, `overruled`", "6"),
        ("routingdata.rule_id", "int", Own, "the query rule", "your rules"),
        ("routingdata.pins", "bool", Own, "whether the session stays on its connection afterwards", ""),
        ("routingdata.pin", "string", Own, $"what holds it there: {Pins}", "15"),
        ("routingdata.consistency", "string", Own, "how fresh its answer has to be, where that is said (`ConsistencyLevel`)", ""),
        ("routingdata.outcome", "string", Own, "what became of a statement that failed, where that is known: `not_executed`, `rolled_back`; `unknown` where it was sent and no answer came; where that was resolved also `committed`, `run_again`", "5"),
        ("routingdata.token", "string", Own, "what became of a consistency token: `issued`, `known`, `foreign`, `lost`, `settled`, `malformed`", "6"),
        ("routingdata.change", "string", Own, "the event (`TopologyEventKind`)", "17"),
        ("routingdata.role", "string", Own, "`writer`, `reader`, `conflict`, `none`", "4"),
        ("routingdata.health", "string", Own, "`online`, `suspect`, `shunned`, `unknown`", "4"),
        ("routingdata.failover.kind", "string", Own, "`failover`, `switchover`, `return`, `alarm`", "4"),
        ("routingdata.retry.reason", "string", Own, "`connection_lost`, `closed_idle`, `not_prepared`, `read_only`, `refused_by_reader`", ""),
        ("routingdata.wait.duration", "double", Own, "seconds", ""),
    ];

    /// <summary>Whose word an instrument is.</summary>
    public static string WhoseIs(string instrument) =>
        instrument.StartsWith("routingdata.", StringComparison.Ordinal) ? Own : instrument == "db.client.operation.duration" ? Stable : Developing;
}
