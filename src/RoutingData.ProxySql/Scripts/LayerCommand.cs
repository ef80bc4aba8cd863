namespace RoutingData.ProxySql.Scripts;

/// <summary>A LOAD or a SAVE.</summary>
/// <param name="Module">What is moved: <c>MYSQL SERVERS</c>.</param>
/// <param name="Move">From which layer to which.</param>
internal sealed record LayerCommand(string Module, LayerMove Move)
{
    /// <summary>Reads a statement, in any of ProxySQL's spellings; <see langword="null"/> when it is none of them.</summary>
    public static LayerCommand? Of(AdminStatement statement)
    {
        if (statement.Words is not [var verb, .. var module, var preposition, var layer]) return null;
        LayerMove? move = (verb, preposition, layer) switch
        {
            ("LOAD", "TO", "RUNTIME" or "RUN") or ("LOAD", "FROM", "MEMORY" or "MEM") => LayerMove.MemoryToRuntime,
            ("LOAD", "FROM", "DISK") or ("LOAD", "TO", "MEMORY" or "MEM") => LayerMove.DiskToMemory,
            ("LOAD", "FROM", "CONFIG") => LayerMove.ConfigToMemory,
            ("SAVE", "TO", "DISK") or ("SAVE", "FROM", "MEMORY" or "MEM") => LayerMove.MemoryToDisk,
            ("SAVE", "FROM", "RUNTIME" or "RUN") or ("SAVE", "TO", "MEMORY" or "MEM") => LayerMove.RuntimeToMemory,
            _ => null,
        };
        return move is null || module.Length == 0 ? null : new LayerCommand(string.Join(' ', module), move.Value);
    }
}
