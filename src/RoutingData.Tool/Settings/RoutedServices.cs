using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace RoutingData.Tool.Settings;

/// <summary>A data source as an application has it, with its options.</summary>
/// <param name="services">The services that it belongs to.</param>
/// <param name="options">What it was made with.</param>
internal sealed class RoutedServices(ServiceProvider services, RoutingOptions options) : IDisposable, IAsyncDisposable
{
    public RoutingOptions Options => options;

    public RoutingDbDataSource DataSource => services.GetRequiredService<RoutingDbDataSource>();

    /// <summary>Has its monitor ask the servers, as the start of a host does.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var service in services.GetServices<IHostedService>()) await service.StartAsync(cancellationToken);
    }

    public void Dispose() => services.Dispose();

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
