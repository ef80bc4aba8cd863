using System.Data.Common;
using RoutingData.HotPathTests.InstantDriver;

namespace RoutingData.HotPathTests;

/// <summary>The router on the instant driver, and that driver bare.</summary>
public sealed class HotPath : IDisposable
{
    public HotPath()
    {
        Source = new RoutingDbDataSource(
            new RoutingOptions { ConnectionString = "Server=w,r;User ID=app;Database=shop" }.UseDriver(Driver.Driver));
        using var connection = Source.OpenConnection();
    }

    internal InstantFactory Driver { get; } = new();

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
