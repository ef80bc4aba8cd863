namespace RoutingData.ProxySql.Scripts;

/// <summary>What a LOAD or a SAVE moves between ProxySQL's layers.</summary>
internal enum LayerMove
{
    MemoryToRuntime,
    RuntimeToMemory,
    MemoryToDisk,
    DiskToMemory,
    ConfigToMemory,
}
