namespace RoutingData.DependencyInjection;

/// <summary>What the application does to the builder of a data source.</summary>
/// <param name="OptionsName">The name of its options.</param>
/// <param name="Configure">What is done.</param>
internal sealed record DataSourceSetup(string OptionsName, Action<IServiceProvider, RoutingDbDataSourceBuilder> Configure);
