using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging.Abstractions;
using RoutingData.Monitor;

namespace RoutingData;

/// <summary>
/// Makes RoutingData's connections, commands and adapters, and the driver's own parameters and batch commands. Register
/// <see cref="Instance"/> with <c>DbProviderFactories</c>.
/// </summary>
public sealed class RoutingDbProviderFactory : DbProviderFactory
{
    /// <summary>The one factory.</summary>
    [SuppressMessage("Usage", "CA2211:Non-constant fields should not be visible",
        Justification = "DbProviderFactories asks for a field of this name.")]
    public static readonly RoutingDbProviderFactory Instance = new();

    private RoutingDbProviderFactory()
    {
    }

    /// <summary>Whether the driver has batches: MySqlConnector does, MySql.Data does not.</summary>
    public override bool CanCreateBatch => Driver.CanCreateBatch;

    /// <inheritdoc/>
    public override bool CanCreateCommandBuilder => true;

    /// <inheritdoc/>
    public override bool CanCreateDataAdapter => true;

    private static DbProviderFactory Driver => MySqlDriver.Find().Factory;

    /// <inheritdoc/>
    public override DbConnection CreateConnection() => new RoutingDbConnection();

    /// <inheritdoc/>
    public override DbCommand CreateCommand() => new RoutingDbCommand();

    /// <inheritdoc/>
    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => new RoutingDbConnectionStringBuilder();

    /// <summary>Returns a data source.</summary>
    /// <param name="connectionString">Its connection string.</param>
    /// <exception cref="ArgumentException">Something in it is wrong; all faults are listed.</exception>
    public override DbDataSource CreateDataSource(string connectionString) => DataSourceRegistry.Create(connectionString, NullLoggerFactory.Instance);

    /// <inheritdoc/>
    public override DbDataAdapter CreateDataAdapter() => new RoutingDbDataAdapter();

    /// <inheritdoc/>
    public override DbCommandBuilder CreateCommandBuilder() => new RoutingDbCommandBuilder();

    /// <summary>Returns a batch.</summary>
    /// <exception cref="NotSupportedException">The driver has no batches.</exception>
    public override DbBatch CreateBatch() => new RoutingDbBatch();

    /// <summary>Returns a batch command of the driver's own type.</summary>
    /// <exception cref="NotSupportedException">The driver has no batches.</exception>
    public override DbBatchCommand CreateBatchCommand() => Driver.CreateBatchCommand();

    /// <summary>Returns a parameter of the driver's own type.</summary>
    public override DbParameter? CreateParameter() => Driver.CreateParameter();
}
