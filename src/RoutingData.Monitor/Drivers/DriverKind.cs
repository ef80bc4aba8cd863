namespace RoutingData.Monitor.Drivers;

/// <summary>The drivers whose habits differ (docs/drivers.md); anything else is trusted with nothing that only one of them can
/// do.</summary>
internal enum DriverKind
{
    MySqlConnector,
    MySqlData,
    Other,
}
