namespace RoutingData.Monitor.Drivers;

/// <summary>The drivers whose habits differ (docs/drivers.md); anything else is taken to behave as MySqlConnector does.</summary>
internal enum DriverKind
{
    MySqlConnector,
    MySqlData,
    Other,
}
