namespace RoutingData.Monitor;

/// <summary>What a data source of the driver's is made for.</summary>
public sealed class DriverDataSourceContext
{
    internal DriverDataSourceContext(ServerAddress server, string connectionString, bool isMonitor)
    {
        Server = server;
        ConnectionString = connectionString;
        IsMonitor = isMonitor;
    }

    /// <summary>The one server that it leads to.</summary>
    public ServerAddress Server { get; }

    /// <summary>The driver's connection string for that server. Every keyword in it must stay: the router counts on them. It holds the password,
    /// if the options have one.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether the monitor's connection comes from it, which is not pooled, or the application's do.</summary>
    public bool IsMonitor { get; }
}
