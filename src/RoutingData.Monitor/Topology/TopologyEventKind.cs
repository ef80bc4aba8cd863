namespace RoutingData.Monitor;

/// <summary>What changed in the topology.</summary>
public enum TopologyEventKind
{
    /// <summary>A server became the writer of a pair.</summary>
    WriterElected,

    /// <summary>A pair's writer is read-only now.</summary>
    WriterDemoted,

    /// <summary>A pair's writer was shunned, and no other server is writable.</summary>
    WriterLost,

    /// <summary>A server that answered failed a probe. It gets no new reads; if it is the writer it stays so for now.</summary>
    Suspected,

    /// <summary>A server failed as many probes as it may.</summary>
    Shunned,

    /// <summary>A server answers again.</summary>
    Recovered,

    /// <summary>A second server is writable; it gets nothing.</summary>
    Conflict,

    /// <summary>A server that was in conflict is no longer writable.</summary>
    ConflictEnded,

    /// <summary>A new writer lacks transactions that the writer before it had executed: acknowledged writes are missing.</summary>
    WriterBehind,

    /// <summary>A server's address leads to another server now.</summary>
    Replaced,

    /// <summary>A server is drained: it takes nothing new.</summary>
    Drained,

    /// <summary>A server that was drained is in service again.</summary>
    Restored,

    /// <summary>A server answers the monitor with a refusal: it keeps its role as last known.</summary>
    MonitorRefused,

    /// <summary>A server that refused the monitor answers it again.</summary>
    MonitorAdmitted,

    /// <summary>Two addresses lead to one server; one of them serves.</summary>
    Alias,

    /// <summary>Two addresses that led to one server do so no longer.</summary>
    AliasEnded,

    /// <summary>An address leads to several read-only servers.</summary>
    Several,

    /// <summary>A server was discovered, and has shown that it belongs to the fleet: it may get statements.</summary>
    Discovered,

    /// <summary>A server that had been discovered is taken out.</summary>
    Removed,
}
