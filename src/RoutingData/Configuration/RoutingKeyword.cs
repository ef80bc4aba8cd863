namespace RoutingData.Configuration;

/// <summary>The keywords of a connection string that are RoutingData's to read; the rest is the driver's.</summary>
internal enum RoutingKeyword
{
    Server,
    Port,
    MonitorUsername,
    MonitorPassword,
    WriterWaitTimeout,
    MaxReplicationLag,
    WriterIsAlsoReader,
    ReadOnlyFunctions,
    Consistency,
    MaxStaleness,
}
