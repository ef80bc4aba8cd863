using System.Data.Common;

namespace RoutingData.Testing.Simulation;

/// <summary>The simulated driver: an ADO.NET provider for the servers of one cluster.</summary>
internal sealed class SimulatedProviderFactory(SimulatedCluster cluster) : DbProviderFactory
{
    public override DbConnection CreateConnection() => new SimulatedConnection(cluster);

    public override DbCommand CreateCommand() => new SimulatedCommand();

    public override DbParameter CreateParameter() => new SimulatedParameter();

    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => [];

    public override DbDataSource CreateDataSource(string connectionString) => new SimulatedDataSource(cluster, connectionString);
}
