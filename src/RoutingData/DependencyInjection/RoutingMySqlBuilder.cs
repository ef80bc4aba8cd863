using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RoutingData.DependencyInjection;

/// <summary>What has been added under one key, or without.</summary>
internal sealed class RoutingMySqlBuilder(IServiceCollection services, string name) : IRoutingMySqlBuilder
{
    /// <inheritdoc/>
    public IServiceCollection Services => services;

    /// <inheritdoc/>
    public string? ServiceKey => name == Options.DefaultName ? null : name;

    /// <inheritdoc/>
    public IRoutingMySqlBuilder ConfigureDataSource(Action<IServiceProvider, RoutingDbDataSourceBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        services.AddSingleton(new DataSourceSetup(name, configure));
        return this;
    }
}
