using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RoutingData.Dashboard.Abstractions;
using RoutingData.Dashboard.Endpoints;
using RoutingData.Dashboard.Feeds;

namespace RoutingData.Dashboard;

/// <summary>Puts the dashboard into an application.</summary>
public static class RoutingDashboardEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the dashboard of all data sources that <c>AddRoutingMySql</c> and <c>AddKeyedRoutingMySql</c> have added. Outside Development it is there only
    /// where <see cref="RoutingDashboardOptions.Policy"/> names an authorization policy; else a line in the log says why it is not.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">Where: <c>/routing</c> by default.</param>
    /// <param name="configure">Sets policies, title and links.</param>
    /// <returns>Takes further conventions for all its endpoints, such as <c>RequireHost</c>.</returns>
    public static IEndpointConventionBuilder MapRoutingDashboard(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern = "/routing", Action<RoutingDashboardOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        var options = new RoutingDashboardOptions();
        configure?.Invoke(options);
        return endpoints.MapRoutingDashboard(pattern, options, services => DataSourceCatalog.Of(services));
    }

    /// <summary>Maps the same for whatever tells the facts.</summary>
    internal static IEndpointConventionBuilder MapRoutingDashboard(
        this IEndpointRouteBuilder endpoints, string pattern, RoutingDashboardOptions options, Func<IServiceProvider, IReadOnlyList<DataSourceEntry>> sources)
    {
        var services = endpoints.ServiceProvider;
        var environment = services.GetRequiredService<IHostEnvironment>();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("RoutingData.Dashboard");
        var group = endpoints.MapGroup(pattern);
        if (options.Policy is { } policy) group.RequireAuthorization(policy);
        else if (!environment.IsDevelopment())
        {
            DashboardLog.NotMapped(logger, pattern, environment.EnvironmentName);
            return group;
        }

        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        var feeds = new FeedCatalog(() => sources(services), services.GetService<TimeProvider>() ?? TimeProvider.System, logger, lifetime.ApplicationStopping);
        lifetime.ApplicationStarted.Register(feeds.Start);
        var rights = new DashboardRights(options, environment.IsDevelopment());
        var requests = new RequestReader(feeds);
        var actions = new DashboardActions(requests, rights, logger, lifetime.ApplicationStopping);
        var page = new DashboardPage(options, environment.ApplicationName);
        new DashboardEndpoints(feeds, rights, page, requests, actions, lifetime.ApplicationStopping).Map(group);
        return group;
    }
}
