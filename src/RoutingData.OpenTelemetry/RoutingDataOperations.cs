namespace RoutingData.OpenTelemetry;

/// <summary>Who tells of single operations: the router or the driver, that no statement is counted twice.</summary>
public enum RoutingDataOperations
{
    /// <summary>The router: one span and one duration for each command, with its name, its server, and where it was sent and why.</summary>
    Router,

    /// <summary>The driver, MySqlConnector: its spans and its meter, which know nothing of routing. Of the router's own only what is no operation:
    /// <c>routingdata.*</c>.</summary>
    Driver,
}
