using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RoutingData.ProxySql;
using RoutingData.Tool.Abstractions;

namespace RoutingData.Tool.Settings;

/// <summary>Settings that were read.</summary>
/// <param name="Section">The section.</param>
/// <param name="Warnings">What was not taken over of a ProxySQL's files.</param>
internal sealed record LoadedSettings(IConfiguration Section, ImmutableArray<ProxySqlWarning> Warnings)
{
    /// <summary>All that is wrong with them, as the application would be told at its start.</summary>
    public ImmutableArray<string> FindFaults()
    {
        using var services = Services();
        return FaultsOf(services, out _);
    }

    /// <summary>The data source of an application with these settings. Nothing runs before it is asked to.</summary>
    /// <param name="configure">Configures its builder further.</param>
    /// <exception cref="ToolException">Something is wrong with them; the message lists all faults.</exception>
    public RoutedServices Route(Action<RoutingDbDataSourceBuilder>? configure = null)
    {
        var services = Services(configure);
        var faults = FaultsOf(services, out var options);
        if (options is not null) return new RoutedServices(services, options);
        services.Dispose();
        throw new ToolException(ExitCode.Faults, string.Join(Environment.NewLine, faults));
    }

    private static ImmutableArray<string> FaultsOf(ServiceProvider services, out RoutingOptions? options)
    {
        options = null;
        try
        {
            options = services.GetRequiredService<IOptions<RoutingOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures];
        }
        catch (InvalidOperationException e)
        {
            return [e.Message];
        }
    }

    private ServiceProvider Services(Action<RoutingDbDataSourceBuilder>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddRoutingMySql(Section).ConfigureDataSource((_, builder) => configure?.Invoke(builder));
        return services.BuildServiceProvider();
    }
}
