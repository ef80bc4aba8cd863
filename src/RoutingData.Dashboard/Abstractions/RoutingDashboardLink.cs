namespace RoutingData.Dashboard;

/// <summary>A link at the top of the page: another instance of the application, a wiki, Grafana.</summary>
public sealed record RoutingDashboardLink
{
    /// <summary>Creates it.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="address">Where it leads: absolute with http or https, or relative to the host.</param>
    public RoutingDashboardLink(string name, Uri address) =>
        (Name, Address) = (name, address);

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Where it leads: absolute with http or https, or relative to the host.</summary>
    public Uri Address { get; }
}
