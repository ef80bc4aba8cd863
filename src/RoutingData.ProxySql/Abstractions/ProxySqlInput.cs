namespace RoutingData.ProxySql;

/// <summary>A file that an import reads.</summary>
public sealed record ProxySqlInput
{
    /// <summary>Creates it.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="path">Where it is. Relative paths are relative to the current folder.</param>
    public ProxySqlInput(ProxySqlInputKind kind, string path) =>
        (Kind, Path) = (kind, path);

    /// <summary>What it holds.</summary>
    public ProxySqlInputKind Kind { get; }

    /// <summary>Where it is. Relative paths are relative to the current folder.</summary>
    public string Path { get; init; }
}
