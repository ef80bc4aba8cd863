using System.Data.Common;
using RoutingData.Monitor;

namespace RoutingData.Tests.Monitoring;

/// <summary>A driver in memory for a few named servers.</summary>
internal sealed class FakeDriver(params FakeServer[] servers) : DbProviderFactory
{
    public MySqlDriver Driver => MySqlDriver.Of(this);

    public override DbConnection CreateConnection() => new FakeConnection(Find);

    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => [];

    private FakeServer Find(string name) =>
        servers.FirstOrDefault(server => server.Name == name) ?? throw new ArgumentException($"Option '{name}' not supported.");
}
