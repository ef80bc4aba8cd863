namespace RoutingData.ProxySql;

/// <summary>A file that an import reads.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Path">Where it is. Relative paths are relative to the current folder.</param>
public sealed record ProxySqlInput(ProxySqlInputKind Kind, string Path);
