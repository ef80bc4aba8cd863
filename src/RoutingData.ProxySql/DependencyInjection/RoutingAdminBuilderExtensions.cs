using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RoutingData;
using RoutingData.ProxySql;
using RoutingData.ProxySql.DependencyInjection;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds ProxySQL's admin interface to a RoutingData.</summary>
public static class RoutingAdminBuilderExtensions
{
    /// <summary>
    /// Adds a <see cref="RoutingAdmin"/> (a singleton, under the data source's key where it has one). Nothing outside the process reaches it unless
    /// <see cref="RoutingAdminOptions.Socket"/> is set.
    /// </summary>
    /// <param name="builder">What <c>AddRoutingMySql</c> returned.</param>
    /// <param name="configure">Sets its file and its socket.</param>
    /// <returns>The same builder.</returns>
    public static IRoutingMySqlBuilder AddRoutingAdmin(this IRoutingMySqlBuilder builder, Action<RoutingAdminOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new RoutingAdminOptions();
        configure?.Invoke(options);
        var key = builder.ServiceKey;
        if (key is null) builder.Services.AddSingleton(provider => Create(provider, provider.GetRequiredService<RoutingDbDataSource>(), null, options));
        else builder.Services.AddKeyedSingleton(key, (provider, _) => Create(provider, provider.GetRequiredKeyedService<RoutingDbDataSource>(key), key, options));
        if (options.Socket is not { } socket) return builder;

        builder.Services.AddSingleton<IHostedService>(provider => new AdminSocketService(
            key is null ? provider.GetRequiredService<RoutingAdmin>() : provider.GetRequiredKeyedService<RoutingAdmin>(key), socket,
            (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("RoutingData.Admin")));
        return builder;
    }

    private static RoutingAdmin Create(IServiceProvider provider, RoutingDbDataSource dataSource, string? name, RoutingAdminOptions options) =>
        new(dataSource, provider.GetRequiredService<IOptionsMonitor<RoutingOptions>>().Get(name ?? Options.Options.DefaultName), options.File);
}
