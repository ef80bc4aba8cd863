using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using RoutingData.Monitor.Drivers;

namespace RoutingData;

/// <summary>Makes RoutingData's connections and commands, and the driver's own parameters. Register <see cref="Instance"/> with
/// <c>DbProviderFactories</c>.</summary>
public sealed class RoutingDbProviderFactory : DbProviderFactory
{
    /// <summary>The one factory.</summary>
    [SuppressMessage("Usage", "CA2211:Non-constant fields should not be visible",
        Justification = "DbProviderFactories asks for a field of this name.")]
    public static readonly RoutingDbProviderFactory Instance = new();

    private RoutingDbProviderFactory()
    {
    }

    /// <inheritdoc/>
    public override bool CanCreateBatch => false;

    /// <inheritdoc/>
    public override DbConnection CreateConnection() => new RoutingDbConnection();

    /// <inheritdoc/>
    public override DbCommand CreateCommand() => new RoutingDbCommand();

    /// <inheritdoc/>
    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => new RoutingDbConnectionStringBuilder();

    /// <inheritdoc/>
    public override DbDataSource CreateDataSource(string connectionString) => new RoutingDbDataSource(connectionString);

    /// <summary>A parameter of the driver's own type.</summary>
    public override DbParameter? CreateParameter() => MySqlDriver.Find().Factory.CreateParameter();
}
