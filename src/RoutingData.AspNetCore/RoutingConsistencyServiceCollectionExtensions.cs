using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace RoutingData.AspNetCore;

/// <summary>Registers consistency over requests.</summary>
public static class RoutingConsistencyServiceCollectionExtensions
{
    /// <summary>Registers what <c>app.UseRoutingConsistency()</c> needs, and <see cref="ConsistencyTokenHandler"/> for HTTP clients.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Names, cookie, protection; nothing by default.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddRoutingConsistency(this IServiceCollection services, Action<RoutingConsistencyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<RoutingConsistencyOptions>();
        if (configure is not null) options.Configure(configure);
        services.TryAddSingleton(provider => new RequestTokens(
            provider.GetRequiredService<IOptions<RoutingConsistencyOptions>>().Value, provider.GetService<IDataProtectionProvider>()));
        services.TryAddTransient(provider => new ConsistencyTokenHandler(provider.GetRequiredService<RequestTokens>()));
        return services;
    }
}
