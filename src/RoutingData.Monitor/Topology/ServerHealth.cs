namespace RoutingData.Monitor;

/// <summary>What the monitor knows of a server from its probes.</summary>
public enum ServerHealth
{
    /// <summary>No probe has answered yet.</summary>
    Unknown,

    /// <summary>The last probe answered.</summary>
    Online,

    /// <summary>The last probe failed, but not yet as many in a row as it takes to be shunned.</summary>
    Suspect,

    /// <summary>As many probes in a row failed as <see cref="MonitorOptions.ReadOnlyMaxTimeoutCount"/> says.</summary>
    Shunned,
}
