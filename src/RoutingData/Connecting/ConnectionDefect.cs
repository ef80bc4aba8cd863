namespace RoutingData.Connecting;

/// <summary>Why a new connection may not be used.</summary>
internal enum ConnectionDefect
{
    /// <summary>The connection may serve.</summary>
    None,

    /// <summary>The connection may serve: it leads to another server than the one the monitor sees at the address, which is read-only, and it is for reads.</summary>
    OtherReader,

    /// <summary>The connection leads to another server than the one the monitor knows at the address.</summary>
    OtherServer,

    /// <summary>The connection was made to write, and the server is read-only.</summary>
    ReadOnly,
}
