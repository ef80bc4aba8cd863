using System.Data.Common;

namespace RoutingData.Monitor.Drivers;

/// <summary>Makes the monitor's connections to one server: the factory's, or those of the application's own data source.</summary>
internal sealed class MonitorConnections(MySqlDriver driver, DriverDataSourceContext context)
{
    private readonly ServerDataSource? _source = driver.HasOwnDataSources ? new ServerDataSource(driver, context) : null;

    /// <summary>Returns a closed connection.</summary>
    public DbConnection Create()
    {
        if (_source is not null) return _source.CreateConnection();
        var connection = driver.Factory.CreateConnection()!;
        connection.ConnectionString = context.ConnectionString;
        return connection;
    }

    /// <summary>Makes none of the application's any more.</summary>
    public void End() => _source?.End();
}
