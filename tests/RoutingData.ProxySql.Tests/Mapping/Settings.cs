using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RoutingData.ProxySql.Tests.Mapping;

/// <summary>What RoutingData makes of an import's settings: the options as an application would have them, valid.</summary>
internal static class Settings
{
    /// <exception cref="OptionsValidationException">They are not valid.</exception>
    public static RoutingOptions Options(this ProxySqlImport import)
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(import.Settings).Build();
        var services = new ServiceCollection();
        services.AddRoutingMySql(section);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<RoutingOptions>>().Value;
    }
}
