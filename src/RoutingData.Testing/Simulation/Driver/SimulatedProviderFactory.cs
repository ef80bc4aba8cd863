using System.Data.Common;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Testing.Simulation;

/// <summary>The simulated driver: an ADO.NET provider for the servers of one cluster. Its sockets are found, as those of the real drivers
/// are.</summary>
internal sealed class SimulatedProviderFactory(SimulatedCluster cluster) : DbProviderFactory, ISocketCut
{
    private readonly SimulatedSocketCut _sockets = new();

    public object? SocketOf(DbConnection connection) => _sockets.SocketOf(connection);

    public void Cut(object socket) => _sockets.Cut(socket);

    public bool HasNews(object socket) => _sockets.HasNews(socket);

    public override DbConnection CreateConnection() => new SimulatedConnection(cluster);

    public override DbCommand CreateCommand() => new SimulatedCommand();

    public override DbParameter CreateParameter() => new SimulatedParameter();

    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => [];

    public override DbDataSource CreateDataSource(string connectionString) => new SimulatedDataSource(cluster, connectionString);
}
