using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RoutingData;
using RoutingData.Configuration;
using RoutingData.DependencyInjection;
using RoutingData.Monitor;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds RoutingData to an application's services.</summary>
public static class RoutingMySqlServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="RoutingDbDataSource"/> and its <see cref="TopologyMonitor"/> (singletons; the monitor starts and stops with the
    /// host), and <see cref="RoutingDbConnection"/> and <see cref="DbConnection"/> (transient).
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="connectionString"><c>Server=db001,db002:3307,db003;User ID=app;Password=...;Database=shop</c>.</param>
    public static IServiceCollection AddRoutingMySql(this IServiceCollection services, string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        return services.AddRoutingMySql(options => options.ConnectionString = connectionString);
    }

    /// <summary>As <see cref="AddRoutingMySql(IServiceCollection, string)"/>, with options from a section of the application's
    /// configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section, such as <c>configuration.GetSection("RoutingData")</c>.</param>
    public static IServiceCollection AddRoutingMySql(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        services.AddSingleton(new ReloadableSection(Options.Options.DefaultName, section));
        return services.AddRoutingMySql(options => RoutingOptionsBinder.Bind(section, options));
    }

    /// <summary>As <see cref="AddRoutingMySql(IServiceCollection, string)"/>, with options set by code.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    public static IServiceCollection AddRoutingMySql(this IServiceCollection services, Action<RoutingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddRoutingMySql((_, options) => configure(options));
    }

    /// <summary>As <see cref="AddRoutingMySql(IServiceCollection, string)"/>, with options set by code that uses other services.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    public static IServiceCollection AddRoutingMySql(this IServiceCollection services, Action<IServiceProvider, RoutingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddRoutingOptions(Options.Options.DefaultName, configure);
        services.TryAddSingleton(provider => CreateSource(provider, Options.Options.DefaultName));
        services.TryAddSingleton(provider => provider.GetRequiredService<RoutingDbDataSource>().Monitor);
        services.TryAddSingleton<DbDataSource>(provider => provider.GetRequiredService<RoutingDbDataSource>());
        services.TryAddTransient(provider => provider.GetRequiredService<RoutingDbDataSource>().CreateConnection());
        services.TryAddTransient<DbConnection>(provider => provider.GetRequiredService<RoutingDbConnection>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TopologyMonitorService>(
            provider => new TopologyMonitorService(provider.GetRequiredService<RoutingDbDataSource>())));
        return services;
    }

    /// <summary>As <see cref="AddRoutingMySql(IServiceCollection, Action{IServiceProvider, RoutingOptions})"/>, under a key: for
    /// an application with several fleets.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key that the services are asked for with.</param>
    /// <param name="configure">Sets the options.</param>
    public static IServiceCollection AddKeyedRoutingMySql(
        this IServiceCollection services, string serviceKey, Action<IServiceProvider, RoutingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddRoutingOptions(serviceKey, configure);
        services.TryAddKeyedSingleton(serviceKey, (provider, key) => CreateSource(provider, (string)key!));
        services.TryAddKeyedSingleton(serviceKey, (provider, key) => provider.GetRequiredKeyedService<RoutingDbDataSource>(key).Monitor);
        services.TryAddKeyedSingleton<DbDataSource>(
            serviceKey, (provider, key) => provider.GetRequiredKeyedService<RoutingDbDataSource>(key));
        services.TryAddKeyedTransient(
            serviceKey, (provider, key) => provider.GetRequiredKeyedService<RoutingDbDataSource>(key).CreateConnection());
        services.TryAddKeyedTransient<DbConnection>(
            serviceKey, (provider, key) => provider.GetRequiredKeyedService<RoutingDbConnection>(key));
        services.AddSingleton<IHostedService>(
            provider => new TopologyMonitorService(provider.GetRequiredKeyedService<RoutingDbDataSource>(serviceKey)));
        return services;
    }

    /// <summary>As <see cref="AddRoutingMySql(IServiceCollection, string)"/>, under a key.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key that the services are asked for with.</param>
    /// <param name="connectionString">The connection string.</param>
    public static IServiceCollection AddKeyedRoutingMySql(this IServiceCollection services, string serviceKey, string connectionString) =>
        services.AddKeyedRoutingMySql(serviceKey, (_, options) => options.ConnectionString = connectionString);

    /// <summary>As <see cref="AddRoutingMySql(IServiceCollection, IConfiguration)"/>, under a key.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key that the services are asked for with.</param>
    /// <param name="section">The section.</param>
    public static IServiceCollection AddKeyedRoutingMySql(this IServiceCollection services, string serviceKey, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        services.AddSingleton(new ReloadableSection(serviceKey, section));
        return services.AddKeyedRoutingMySql(serviceKey, (_, options) => RoutingOptionsBinder.Bind(section, options));
    }

    private static void AddRoutingOptions(this IServiceCollection services, string name, Action<IServiceProvider, RoutingOptions> configure)
    {
        services.AddOptionsWithValidateOnStart<RoutingOptions>(name)
            .Configure<IServiceProvider>((options, provider) => configure(provider, options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RoutingOptions>, RoutingOptionsValidator>());
    }

    private static RoutingDbDataSource CreateSource(IServiceProvider provider, string name)
    {
        var monitor = provider.GetRequiredService<IOptionsMonitor<RoutingOptions>>();
        var source = new RoutingDbDataSource(
            monitor.Get(name), provider.GetService<ILoggerFactory>(),
            provider.GetService<TimeProvider>(), provider.GetService<IMeterFactory>());
        OptionsReload.Follow(source, provider, monitor, name);
        return source;
    }
}
