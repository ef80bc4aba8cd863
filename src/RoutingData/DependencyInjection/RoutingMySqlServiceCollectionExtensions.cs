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
    /// Adds a <see cref="RoutingDbDataSource"/> and its <see cref="ITopologyMonitor"/> (singletons; the monitor starts and stops with the
    /// host), and <see cref="RoutingDbConnection"/> and <see cref="DbConnection"/> (transient).
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="connectionString"><c>Server=db001,db002:3307,db003;User ID=app;Password=...;Database=shop</c>.</param>
    /// <param name="connectionLifetime">Of connections: a new one each time they are asked for by default; scoped for one a request. The
    /// data source is a singleton in any case: it has a monitor.</param>
    /// <returns>A builder that adds to it.</returns>
    public static IRoutingMySqlBuilder AddRoutingMySql(
        this IServiceCollection services, string connectionString, ServiceLifetime connectionLifetime = ServiceLifetime.Transient)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        return services.AddRoutingMySql((_, options) => options.ConnectionString = connectionString, connectionLifetime);
    }

    /// <summary>As <see cref="AddRoutingMySql(IServiceCollection, string, ServiceLifetime)"/>, with options from a section of the
    /// application's configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section, such as <c>configuration.GetSection("RoutingData")</c>.</param>
    /// <param name="connectionLifetime">Of connections.</param>
    public static IRoutingMySqlBuilder AddRoutingMySql(
        this IServiceCollection services, IConfiguration section, ServiceLifetime connectionLifetime = ServiceLifetime.Transient)
    {
        ArgumentNullException.ThrowIfNull(section);
        services.AddSingleton(new ReloadableSection(Options.Options.DefaultName, section));
        return services.AddRoutingMySql((_, options) => RoutingOptionsBinder.Bind(section, options), connectionLifetime);
    }

    /// <summary>As <see cref="AddRoutingMySql(IServiceCollection, string, ServiceLifetime)"/>, with options set by code.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="connectionLifetime">Of connections.</param>
    public static IRoutingMySqlBuilder AddRoutingMySql(
        this IServiceCollection services, Action<RoutingOptions> configure, ServiceLifetime connectionLifetime = ServiceLifetime.Transient)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddRoutingMySql((_, options) => configure(options), connectionLifetime);
    }

    /// <summary>As <see cref="AddRoutingMySql(IServiceCollection, string, ServiceLifetime)"/>, with options set by code that uses other
    /// services.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="connectionLifetime">Of connections.</param>
    public static IRoutingMySqlBuilder AddRoutingMySql(
        this IServiceCollection services, Action<IServiceProvider, RoutingOptions> configure,
        ServiceLifetime connectionLifetime = ServiceLifetime.Transient)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddRoutingOptions(Options.Options.DefaultName, configure);
        services.TryAddSingleton(provider => CreateSource(provider, Options.Options.DefaultName));
        services.TryAddSingleton(provider => provider.GetRequiredService<RoutingDbDataSource>().Monitor);
        services.TryAddSingleton<DbDataSource>(provider => provider.GetRequiredService<RoutingDbDataSource>());
        services.TryAdd(new ServiceDescriptor(
            typeof(RoutingDbConnection),
            provider => provider.GetRequiredService<RoutingDbDataSource>().CreateConnection(), connectionLifetime));
        services.TryAdd(new ServiceDescriptor(
            typeof(DbConnection), provider => provider.GetRequiredService<RoutingDbConnection>(), connectionLifetime));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TopologyMonitorService>(
            provider => new TopologyMonitorService(provider.GetRequiredService<RoutingDbDataSource>())));
        return new RoutingMySqlBuilder(services, Options.Options.DefaultName);
    }

    /// <summary>As <see cref="AddRoutingMySql(IServiceCollection, Action{IServiceProvider, RoutingOptions}, ServiceLifetime)"/>, under a
    /// key: for an application with several fleets.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key that the services are asked for with.</param>
    /// <param name="configure">Sets the options.</param>
    /// <param name="connectionLifetime">Of connections.</param>
    public static IRoutingMySqlBuilder AddKeyedRoutingMySql(
        this IServiceCollection services, string serviceKey, Action<IServiceProvider, RoutingOptions> configure,
        ServiceLifetime connectionLifetime = ServiceLifetime.Transient)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddRoutingOptions(serviceKey, configure);
        services.TryAddKeyedSingleton(serviceKey, (provider, key) => CreateSource(provider, (string)key!));
        services.TryAddKeyedSingleton(serviceKey, (provider, key) => provider.GetRequiredKeyedService<RoutingDbDataSource>(key).Monitor);
        services.TryAddKeyedSingleton<DbDataSource>(
            serviceKey, (provider, key) => provider.GetRequiredKeyedService<RoutingDbDataSource>(key));
        services.TryAdd(new ServiceDescriptor(
            typeof(RoutingDbConnection), serviceKey,
            (provider, key) => provider.GetRequiredKeyedService<RoutingDbDataSource>(key).CreateConnection(), connectionLifetime));
        services.TryAdd(new ServiceDescriptor(
            typeof(DbConnection), serviceKey,
            (provider, key) => provider.GetRequiredKeyedService<RoutingDbConnection>(key), connectionLifetime));
        services.AddSingleton<IHostedService>(
            provider => new TopologyMonitorService(provider.GetRequiredKeyedService<RoutingDbDataSource>(serviceKey)));
        return new RoutingMySqlBuilder(services, serviceKey);
    }

    /// <summary>As <see cref="AddRoutingMySql(IServiceCollection, string, ServiceLifetime)"/>, under a key.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key that the services are asked for with.</param>
    /// <param name="connectionString">The connection string.</param>
    /// <param name="connectionLifetime">Of connections.</param>
    public static IRoutingMySqlBuilder AddKeyedRoutingMySql(
        this IServiceCollection services, string serviceKey, string connectionString,
        ServiceLifetime connectionLifetime = ServiceLifetime.Transient) =>
        services.AddKeyedRoutingMySql(serviceKey, (_, options) => options.ConnectionString = connectionString, connectionLifetime);

    /// <summary>As <see cref="AddRoutingMySql(IServiceCollection, IConfiguration, ServiceLifetime)"/>, under a key.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key that the services are asked for with.</param>
    /// <param name="section">The section.</param>
    /// <param name="connectionLifetime">Of connections.</param>
    public static IRoutingMySqlBuilder AddKeyedRoutingMySql(
        this IServiceCollection services, string serviceKey, IConfiguration section,
        ServiceLifetime connectionLifetime = ServiceLifetime.Transient)
    {
        ArgumentNullException.ThrowIfNull(section);
        services.AddSingleton(new ReloadableSection(serviceKey, section));
        return services.AddKeyedRoutingMySql(serviceKey, (_, options) => RoutingOptionsBinder.Bind(section, options), connectionLifetime);
    }

    private static void AddRoutingOptions(this IServiceCollection services, string name, Action<IServiceProvider, RoutingOptions> configure)
    {
        services.AddOptionsWithValidateOnStart<RoutingOptions>(name)
            .Configure<IServiceProvider>((options, provider) =>
            {
                configure(provider, options);
                foreach (var policy in provider.GetServices<IReaderSelectionPolicy>()) options.AddReaderSelectionPolicy(policy);
            });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RoutingOptions>, RoutingOptionsValidator>());
    }

    private static RoutingDbDataSource CreateSource(IServiceProvider provider, string name)
    {
        var monitor = provider.GetRequiredService<IOptionsMonitor<RoutingOptions>>();
        var builder = new RoutingDbDataSourceBuilder(monitor.Get(name));
        if (provider.GetService<ILoggerFactory>() is { } loggers) builder.UseLoggerFactory(loggers);
        if (provider.GetService<IMeterFactory>() is { } meters) builder.UseMeterFactory(meters);
        if (provider.GetService<TimeProvider>() is { } time) builder.UseTimeProvider(time);
        foreach (var setup in provider.GetServices<DataSourceSetup>().Where(setup => setup.OptionsName == name)) setup.Configure(provider, builder);
        var source = builder.Build();
        OptionsReload.Follow(source, provider, monitor, name);
        return source;
    }
}
