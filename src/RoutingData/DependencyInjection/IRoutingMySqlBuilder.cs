using RoutingData;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds to a RoutingData that has been added to an application's services.</summary>
public interface IRoutingMySqlBuilder
{
    /// <summary>The application's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>The key that its services are asked for with; <see langword="null"/> for the one without.</summary>
    string? ServiceKey { get; }

    /// <summary>
    /// Configures the builder of the data source: what options cannot hold, such as data sources of the driver's that the application makes
    /// (<see cref="RoutingDbDataSourceBuilder.UseDriverDataSource"/>). The host's loggers, meters and clock, and each
    /// <see cref="IReaderSelectionPolicy"/> among its services, are in it already.
    /// </summary>
    /// <param name="configure">Called once, when the data source is first asked for; after the ones that were added before.</param>
    /// <returns>This builder.</returns>
    IRoutingMySqlBuilder ConfigureDataSource(Action<IServiceProvider, RoutingDbDataSourceBuilder> configure);
}
