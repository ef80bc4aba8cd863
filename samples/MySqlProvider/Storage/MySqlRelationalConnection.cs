using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MySqlProvider.Infrastructure;
using RoutingData.Monitor;

namespace MySqlProvider.Storage;

/// <summary>A context's connection: from its data source, or the driver's own.</summary>
internal sealed class MySqlRelationalConnection(RelationalConnectionDependencies dependencies) : RelationalConnection(dependencies)
{
    private readonly DbDataSource? _dataSource = dependencies.ContextOptions.FindExtension<MySqlOptionsExtension>()?.DataSource;

    protected override bool SupportsAmbientTransactions => true;

    public void ExecuteOnMaster(string statement)
    {
        using var master = CreateMaster();
        master.Open();
        using var command = master.DbConnection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    public async Task ExecuteOnMasterAsync(string statement, CancellationToken cancellationToken)
    {
        await using var master = CreateMaster();
        await master.OpenAsync(cancellationToken);
        await using var command = master.DbConnection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    protected override DbConnection CreateDbConnection()
    {
        if (_dataSource is not null) return _dataSource.CreateConnection();
        var connection = MySqlDriver.Find().Factory.CreateConnection()!;
        connection.ConnectionString = GetValidatedConnectionString();
        return connection;
    }

    // To no database and not pooled, as complete providers make theirs: the context's own may not exist yet.
    private MySqlRelationalConnection CreateMaster()
    {
        var builder = new DbConnectionStringBuilder { ConnectionString = ConnectionString };
        builder.Remove("Database");
        builder["Pooling"] = "False";
        var options = new DbContextOptionsBuilder().UseMySql(builder.ConnectionString!).Options;
        return new MySqlRelationalConnection(Dependencies with { ContextOptions = options });
    }
}
