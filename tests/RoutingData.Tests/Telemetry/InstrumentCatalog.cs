namespace RoutingData.Tests.Telemetry;

/// <summary>What there is to measure and to tell, as docs/telemetry.md prints it.</summary>
internal static class InstrumentCatalog
{
    private const string Conventions = "conventions";
    private const string Own = "RoutingData";

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
        ("routingdata.sessions.open", "ObservableGauge", "{session}", []),
        ("routingdata.sessions.state_lost", "Counter", "{session}", ["server.address", "server.port"]),
        ("routingdata.statements.waiting", "ObservableGauge", "{statement}", []),
        ("routingdata.statements.outcome_unknown", "Counter", "{statement}", ["server.address", "server.port"]),
        ("routingdata.statements.refused_by_reader", "Counter", "{statement}", ["server.address", "server.port"]),
        ("routingdata.reads.run_elsewhere", "Counter", "{statement}", ["server.address", "server.port"]),
        ("routingdata.reads.kept_on_writer", "Counter", "{statement}", []),
        ("routingdata.rules.overruled", "Counter", "{decision}", ["routingdata.rule_id"]),
        ("routingdata.tokens", "Counter", "{token}", ["routingdata.token"]),
        ("routingdata.server.wait.duration", "Histogram", "s", ["routingdata.hostgroup"]),
        ("routingdata.server.status", "ObservableGauge", "{server}", ["routingdata.health", "routingdata.hostgroup", "routingdata.role", "server.address", "server.port"]),
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

    /// <summary>Attribute, whose word it is, and what it says.</summary>
    public static readonly (string Name, string Whose, string Meaning)[] Attributes =
    [
        ("db.system.name", Conventions, "`mysql` or `mariadb`, as the server says it is"),
        ("db.namespace", Conventions, "the session's database"),
        ("db.operation.name", Conventions, "the first word: `SELECT`; `BATCH` for a batch of several commands, `OTHER` for a word that is not known"),
        ("db.query.summary", Conventions, "operations and tables, 255 characters at most"),
        ("db.collection.name", Conventions, "the table, where only one is named"),
        ("db.operation.batch.size", Conventions, "commands of a batch, from two"),
        ("db.query.text", Conventions, "the digest text, with `Telemetry:QueryText` only"),
        ("db.response.status_code", Conventions, "the server's error number"),
        ("error.type", Conventions, "that number, else the exception's type"),
        ("server.address", Conventions, "host name or address"),
        ("server.port", Conventions, "port"),
        ("db.client.connection.pool.name", Conventions, "the data source and the server: `shop/db001:3306`"),
        ("db.client.connection.state", Conventions, "`used`"),
        ("routingdata.data_source", Own, "the data source's name"),
        ("routingdata.target", Own, "where it was sent: `reader`, `writer`, `session`; spans have them with capitals"),
        ("routingdata.hostgroup", Own, "hostgroup id"),
        ("routingdata.reason", Own, "why, as a sentence without literals"),
        ("routingdata.reason_code", Own, "why, as a word: `classifier`, `rule`, `hint`, `session`, `freshness`, `overruled`"),
        ("routingdata.rule_id", Own, "the query rule"),
        ("routingdata.pins", Own, "whether the session stays on its connection afterwards"),
        ("routingdata.pin", Own, "what holds it there: `transaction`, `autocommit`, `user_variable`, `temporary_table`, `table_lock`, `named_lock`, `prepared_statement`, `xa`, `handler`, `unknown_code`, `setting`, `unlogged`"),
        ("routingdata.consistency", Own, "how fresh its answer has to be, where that is said"),
        ("routingdata.outcome", Own, "what became of a statement that failed, where it is known (`StatementOutcome`)"),
        ("routingdata.token", Own, "what became of a consistency token"),
        ("routingdata.change", Own, "the event (`TopologyEventKind`)"),
        ("routingdata.role", Own, "`writer`, `reader`, `conflict`, `none`"),
        ("routingdata.health", Own, "`online`, `suspect`, `shunned`, `unknown`"),
        ("routingdata.failover.kind", Own, "`failover`, `switchover`, `return`, `alarm`"),
    ];
}
