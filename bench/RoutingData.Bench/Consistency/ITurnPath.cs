using RoutingData.Monitor;

namespace RoutingData.Bench.Consistency;

/// <summary>How one session writes and reads.</summary>
internal interface ITurnPath : IDisposable
{
    /// <summary>Whether what was read in one turn must be seen in the next.</summary>
    bool IsOneSession { get; }

    /// <summary>A turn begins.</summary>
    void Begin();

    /// <summary>Writes a row's version; again after it has failed.</summary>
    void Write(int row, int version);

    /// <summary>Reads a row's version.</summary>
    /// <returns>It, and the server that said so.</returns>
    (int Version, ServerAddress? Server) Read(int row);

    /// <summary>Something has failed.</summary>
    void Recover();
}
