namespace RoutingData.Connecting;

/// <summary>Why a new connection may not be used.</summary>
internal enum ConnectionDefect
{
    /// <summary>It may.</summary>
    None,

    /// <summary>It may: it leads to another server than the one the monitor sees at the address, which is read-only, and it is for reads.</summary>
    OtherReader,

    /// <summary>It leads to another server than the one the monitor knows at the address.</summary>
    OtherServer,

    /// <summary>It was made to write, and the server is read-only.</summary>
    ReadOnly,
}
