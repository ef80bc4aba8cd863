using System.Data.Common;

namespace RoutingData.Monitor.Drivers;

/// <summary>Makes the monitor's connections to one server: the factory's, or those of the application's own data source.</summary>
internal sealed class MonitorConnections(MySqlDriver driver, DriverDataSourceContext context)
{
    private readonly Lock _gate = new();
    private DbDataSource? _source;
    private bool _isOver;

    /// <summary>A closed connection.</summary>
    public DbConnection Create()
    {
        if (driver.HasOwnDataSources) return Source().CreateConnection();
        var connection = driver.Factory.CreateConnection()!;
        connection.ConnectionString = context.ConnectionString;
        return connection;
    }

    /// <summary>Makes none any more, and disposes of the data source.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isOver = true;
            _source?.Dispose();
        }
    }

    // Made when it is needed: the application's code may fail, and be asked again by the next probe.
    private DbDataSource Source()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isOver, this);
            return _source ??= driver.CreateDataSource(context);
        }
    }
}
