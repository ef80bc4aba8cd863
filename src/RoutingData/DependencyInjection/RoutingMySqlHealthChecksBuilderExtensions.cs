using Microsoft.Extensions.Diagnostics.HealthChecks;
using RoutingData;
using RoutingData.DependencyInjection;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health of a RoutingData to an application's health checks.</summary>
public static class RoutingMySqlHealthChecksBuilderExtensions
{
    /// <summary>The name of the check where none is given.</summary>
    private const string DefaultName = "routingdata";

    /// <summary>
    /// Adds a check of the <see cref="RoutingDbDataSource"/> among the services. <see cref="HealthStatus.Unhealthy"/>: a pair has no writer, or no server
    /// answers. <see cref="HealthStatus.Degraded"/>: there is no reader, a server is down, late, in conflict or refuses the monitor, or what is known of
    /// freshness is old. It tells what the monitor knows already: it waits for nothing and opens no connection.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name; <see langword="null"/> for <c>routingdata</c>, followed by <c>-</c> and the key where there is one.</param>
    /// <param name="serviceKey">The key of <c>AddKeyedRoutingMySql</c>; <see langword="null"/> for the one without.</param>
    /// <param name="failureStatus">What unhealthy is told as; <see langword="null"/> for <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">The check's tags; <see langword="null"/> for <c>ready</c> and <c>db</c>. Not <c>live</c>: to restart an application mends no
    /// database.</param>
    /// <param name="configure">Sets what counts as too much.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddRoutingMySql(
        this IHealthChecksBuilder builder, string? name = null, string? serviceKey = null, HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null, Action<RoutingHealthOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new RoutingHealthOptions();
        configure?.Invoke(options);
        return builder.Add(new HealthCheckRegistration(
            name ?? (serviceKey is null ? DefaultName : $"{DefaultName}-{serviceKey}"),
            provider => new RoutingHealthCheck(
                serviceKey is null
                    ? provider.GetRequiredService<RoutingDbDataSource>()
                    : provider.GetRequiredKeyedService<RoutingDbDataSource>(serviceKey),
                options),
            failureStatus, tags ?? ["ready", "db"]));
    }
}
