using System.ComponentModel.DataAnnotations;

namespace RoutingData;

/// <summary>What happens to statements while there is no writer, and what is tried again after a failure.</summary>
public sealed class FailoverOptions
{
    /// <summary>
    /// How long a statement for the writer waits for one, beside its own command timeout: the shorter of the two counts
    /// (<c>mysql-connect_timeout_server_max</c>).
    /// </summary>
    /// <value>Milliseconds; 0 fails at once. The default is 10,000.</value>
    [Range(0, int.MaxValue)]
    public int WriterWaitTimeoutMs { get; set; } = 10_000;

    /// <summary>
    /// How long <c>Open</c> waits, within <c>Connection Timeout</c>, as long as no server has ever answered: the hosts may be misspelt. Once one
    /// has, it waits for all of that time. RoutingData's own.
    /// </summary>
    /// <value>Milliseconds; each server is asked once whatever it says. The default is 2,000. Raise it where the application may start before its
    /// servers.</value>
    [Range(0, int.MaxValue)]
    public int FirstAnswerTimeoutMs { get; set; } = 2000;

    /// <summary>How many statements may wait for a writer at once; the next one fails at once. RoutingData's own.</summary>
    /// <value>Statements; 0 lets none wait. The default is 1000.</value>
    [Range(0, int.MaxValue)]
    public int MaxWriterWaiters { get; set; } = 1000;

    /// <summary>
    /// How often a plain read outside a transaction is sent again, to another server where there is one, after its connection was lost
    /// before its first row (<c>mysql-query_retries_on_failure</c>). Writes are never sent again once they may have been executed.
    /// </summary>
    /// <value>The default is 2: both readers may die at once. (ProxySQL: 1.)</value>
    [Range(0, 1000)]
    public int QueryRetriesOnFailure { get; set; } = 2;

    /// <summary>How often a failed connect is repeated before the caller gets its error (<c>mysql-connect_retries_on_failure</c>).</summary>
    /// <value>The default is 10.</value>
    [Range(0, 1000)]
    public int ConnectRetriesOnFailure { get; set; } = 10;

    /// <summary>Pause before a failed connect is repeated (<c>mysql-connect_retries_delay</c>).</summary>
    /// <value>Milliseconds. The default is 1.</value>
    [Range(0, 10_000)]
    public int ConnectRetriesDelayMs { get; set; } = 1;

    /// <summary>
    /// How long a server that was shunned or drained takes to come back: its share of its weight grows evenly from a fiftieth to the
    /// whole, so that cold caches do not meet the full load. RoutingData's own.
    /// </summary>
    /// <value>Milliseconds; 0 gives it its whole weight at once. The default is 10,000.</value>
    [Range(0, 3_600_000)]
    public int SlowStartMs { get; set; } = 10_000;

    /// <summary>
    /// What becomes of a write whose answer was lost with its server. <see cref="UnknownOutcome.Resolve"/> needs the table of markers
    /// (<see cref="MarkerTable"/>); <see cref="RoutingScope.ExactlyOnce()"/> asks for it within a scope. RoutingData's own.
    /// </summary>
    /// <value>The default is <see cref="UnknownOutcome.Report"/>.</value>
    [EnumDataType(typeof(UnknownOutcome))]
    public UnknownOutcome UnknownOutcome { get; set; }

    /// <summary>
    /// The table of markers, as <c>schema.table</c> or, in the default schema, <c>table</c>. <see cref="RoutingDbDataSource.CreateMarkerTable"/> makes
    /// it; nothing else does. RoutingData's own.
    /// </summary>
    /// <value>Letters, digits, <c>_</c> and <c>$</c>. The default is <c>routingdata_marker</c>.</value>
    public string MarkerTable { get; set; } = "routingdata_marker";

    /// <summary>
    /// How old markers become before they are deleted. An outcome is asked for no later than after half of that time. RoutingData's own.
    /// </summary>
    /// <value>Milliseconds, ten minutes at least. The default is 86,400,000: a day.</value>
    [Range(600_000, int.MaxValue)]
    public int MarkerRetentionMs { get; set; } = 86_400_000;
}
