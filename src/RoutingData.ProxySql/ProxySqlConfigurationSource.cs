using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;

namespace RoutingData.ProxySql;

/// <summary>Gives a ProxySQL's configuration to an application as RoutingData's settings.</summary>
/// <param name="inputs">The files, in their order. Relative paths are relative to the configuration's base path.</param>
/// <param name="options">How they are taken over.</param>
public sealed class ProxySqlConfigurationSource(ImmutableArray<ProxySqlInput> inputs, ProxySqlOptions options) : IConfigurationSource
{
    /// <summary>The files, in their order.</summary>
    public ImmutableArray<ProxySqlInput> Inputs { get; } = inputs;

    /// <summary>How they are taken over.</summary>
    public ProxySqlOptions Options { get; } = options;

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var files = builder.GetFileProvider();
        var found = Inputs.Select(input => input with
        {
            Path = Path.IsPathRooted(input.Path) ? input.Path : files.GetFileInfo(input.Path).PhysicalPath ?? input.Path,
        });
        return new ProxySqlConfigurationProvider([.. found], Options);
    }
}
