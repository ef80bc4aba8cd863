using System.Data.Common;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Testing.Simulation;

/// <summary>The simulated driver: an ADO.NET provider for the servers of one cluster. A connection's socket is its link.</summary>
internal sealed class SimulatedProviderFactory(SimulatedCluster cluster) : DbProviderFactory, ISocketCut
{
    public object? SocketOf(DbConnection connection) => (connection as SimulatedConnection)?.OpenLink;

    public void Cut(object socket) => ((SimulatedLink)socket).Cut();

    public bool HasNews(object socket) => ((SimulatedLink)socket).IsGone;

    public override DbConnection CreateConnection() => new SimulatedConnection(cluster);

    public override DbCommand CreateCommand() => new SimulatedCommand();

    public override DbParameter CreateParameter() => new SimulatedParameter();

    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => [];

    public override DbDataSource CreateDataSource(string connectionString) => new SimulatedDataSource(cluster, connectionString);
}
