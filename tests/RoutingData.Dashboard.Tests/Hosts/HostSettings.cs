using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RoutingData.Dashboard.Tests.Facts;

namespace RoutingData.Dashboard.Tests.Hosts;

/// <summary>What an application is like.</summary>
internal sealed record HostSettings
{
    /// <summary>Its data sources; null for those among its services.</summary>
    public IReadOnlyList<FakeSource>? Sources { get; init; }

    public string Environment { get; init; } = "Development";

    public string? PathBase { get; init; }

    public Action<RoutingDashboardOptions>? Dashboard { get; init; }

    public Action<IServiceCollection>? Configure { get; init; }

    public Action<WebApplication>? Use { get; init; }

    /// <summary>Whether callers are known by the header of <see cref="HeaderAuthentication"/>.</summary>
    public bool Policies { get; init; }
}
