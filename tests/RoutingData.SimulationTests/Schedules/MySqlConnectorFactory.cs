using System.Data.Common;

// The router knows the drivers by the names of their factories (docs/drivers.md): under this one the simulated driver is trusted to end with
// Dispose what waits on a connection, which it does.
namespace MySqlConnector;

/// <summary>The simulated driver under the name of another.</summary>
internal sealed class MySqlConnectorFactory(DbProviderFactory simulated) : DbProviderFactory
{
    public override DbConnection? CreateConnection() => simulated.CreateConnection();

    public override DbCommand? CreateCommand() => simulated.CreateCommand();

    public override DbParameter? CreateParameter() => simulated.CreateParameter();

    public override DbConnectionStringBuilder? CreateConnectionStringBuilder() => simulated.CreateConnectionStringBuilder();

    public override DbDataSource CreateDataSource(string connectionString) => simulated.CreateDataSource(connectionString);
}
