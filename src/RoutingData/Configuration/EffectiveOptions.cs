using RoutingData.Monitor;

namespace RoutingData.Configuration;

/// <summary>Copies of the option groups, with what the connection string's keywords say where an option is at its default.</summary>
internal static class EffectiveOptions
{
    private static readonly FailoverOptions FailoverDefaults = new();
    private static readonly MonitorOptions MonitorDefaults = new();
    private static readonly ConsistencyOptions ConsistencyDefaults = new();

    public static MonitorOptions Monitor(MonitorOptions options, RoutingDbConnectionStringBuilder connection) => new()
    {
        Username = options.Username ?? connection.MonitorUsername,
        Password = options.Username is null ? options.Password ?? connection.MonitorPassword : options.Password,
        ConnectTimeoutMs = options.ConnectTimeoutMs,
        ConnectIntervalMs = options.ConnectIntervalMs,
        ReadOnlyIntervalMs = options.ReadOnlyIntervalMs,
        ReadOnlyTimeoutMs = options.ReadOnlyTimeoutMs,
        ReadOnlyMaxTimeoutCount = options.ReadOnlyMaxTimeoutCount,
        FailoverIntervalMs = options.FailoverIntervalMs,
        SuspectTimeoutMs = options.SuspectTimeoutMs,
        WriterIsAlsoReader = options.WriterIsAlsoReader == MonitorDefaults.WriterIsAlsoReader
            ? connection.WriterIsAlsoReader ?? options.WriterIsAlsoReader
            : options.WriterIsAlsoReader,
    };

    public static FailoverOptions Failover(FailoverOptions options, RoutingDbConnectionStringBuilder connection) => new()
    {
        WriterWaitTimeoutMs = options.WriterWaitTimeoutMs == FailoverDefaults.WriterWaitTimeoutMs
            ? connection.WriterWaitTimeout * 1000 ?? options.WriterWaitTimeoutMs
            : options.WriterWaitTimeoutMs,
        FirstAnswerTimeoutMs = options.FirstAnswerTimeoutMs,
        MaxWriterWaiters = options.MaxWriterWaiters,
        QueryRetriesOnFailure = options.QueryRetriesOnFailure,
        ConnectRetriesOnFailure = options.ConnectRetriesOnFailure,
        ConnectRetriesDelayMs = options.ConnectRetriesDelayMs,
        SlowStartMs = options.SlowStartMs,
        UnknownOutcome = options.UnknownOutcome,
        MarkerTable = options.MarkerTable,
        MarkerRetentionMs = options.MarkerRetentionMs,
    };

    public static ConsistencyOptions Consistency(ConsistencyOptions options, RoutingDbConnectionStringBuilder connection) => new()
    {
        Level = options.Level == ConsistencyDefaults.Level
            ? connection.Consistency ?? (connection.MaxStaleness is null ? options.Level : ConsistencyLevel.Bounded)
            : options.Level,
        MaxStalenessMs = options.MaxStalenessMs == ConsistencyDefaults.MaxStalenessMs
            ? connection.MaxStaleness ?? options.MaxStalenessMs
            : options.MaxStalenessMs,
        WaitMs = options.WaitMs,
        EvidenceIntervalMs = options.EvidenceIntervalMs,
        AssumeFreshAfterMs = options.AssumeFreshAfterMs,
        Fleet = options.Fleet,
        MonotonicReads = options.MonotonicReads,
    };

    public static PoolOptions Pool(PoolOptions options) => new()
    {
        MaxConnections = options.MaxConnections,
        ConnectTimeoutMs = options.ConnectTimeoutMs,
        MaxConcurrentConnects = options.MaxConcurrentConnects,
        ReaderSelection = options.ReaderSelection,
    };

    public static HedgingOptions Hedging(HedgingOptions options) => new()
    {
        AfterMs = options.AfterMs,
        Percentile = options.Percentile,
        MaxPercent = options.MaxPercent,
    };

    public static OutlierOptions Outliers(OutlierOptions options) => new()
    {
        ErrorPercent = options.ErrorPercent,
        LatencyFactor = options.LatencyFactor,
        AsideMs = options.AsideMs,
        MostPercent = options.MostPercent,
    };

    public static TelemetryOptions Telemetry(TelemetryOptions options) => new()
    {
        Statistics = options.Statistics,
        MaxStatements = options.MaxStatements,
        QueryText = options.QueryText,
    };
}
