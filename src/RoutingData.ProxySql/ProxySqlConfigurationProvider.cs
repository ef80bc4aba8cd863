using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;

namespace RoutingData.ProxySql;

/// <summary>The settings that a ProxySQL's configuration comes to.</summary>
internal sealed class ProxySqlConfigurationProvider(ImmutableArray<ProxySqlInput> inputs, ProxySqlOptions options) : ConfigurationProvider
{
    public ImmutableArray<ProxySqlWarning> Warnings { get; private set; } = [];

    public override void Load()
    {
        var import = ProxySqlImport.Read(inputs, options);
        Data = import.Settings.ToDictionary(
            setting => ConfigurationPath.Combine(options.Section, setting.Key), setting => setting.Value, StringComparer.OrdinalIgnoreCase);
        Warnings = import.Warnings;
        OnReload();
    }
}
