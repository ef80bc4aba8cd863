using System.Data.Common;
using MySqlConnector;

namespace RoutingData.HotPathTests;

/// <summary>The router on the instant driver, and that driver bare.</summary>
public sealed class HotPath : IDisposable
{
    public HotPath()
    {
        Source = new RoutingDbDataSource(
            new RoutingOptions { ConnectionString = "Server=w,r;User ID=app;Database=shop" }.UseDriver(Driver));
        using var connection = Source.OpenConnection();
    }

    internal MySqlConnectorFactory Driver { get; } = new();

    public RoutingDbDataSource Source { get; }

    public DbConnection OpenBare()
    {
        var connection = Driver.CreateConnection();
        connection.ConnectionString = "server=r";
        connection.Open();
        return connection;
    }

    public void Dispose() => Source.Dispose();
}
