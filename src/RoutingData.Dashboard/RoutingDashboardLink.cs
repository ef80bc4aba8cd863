namespace RoutingData.Dashboard;

/// <summary>A link at the top of the page: another instance of the application, a wiki, Grafana.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Address">Where it leads: absolute with http or https, or relative to the host.</param>
public sealed record RoutingDashboardLink(string Name, Uri Address);
