namespace RoutingData.Monitor;

/// <summary>What the operator wants of a server (<c>mysql_servers.status</c>). What the monitor sees of it is
/// <see cref="ServerHealth"/>.</summary>
public enum ServerStatus
{
    /// <summary>The server is in service.</summary>
    Online,

    /// <summary>Drained: takes nothing new, what runs on it may finish.</summary>
    OfflineSoft,

    /// <summary>Out of service at once.</summary>
    OfflineHard,
}
