using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage;

namespace MySqlProvider.Storage;

/// <summary>Creates, drops and looks for the context's database.</summary>
internal sealed class MySqlDatabaseCreator(
    RelationalDatabaseCreatorDependencies dependencies, IRawSqlCommandBuilder sql, ISqlGenerationHelper names)
    : RelationalDatabaseCreator(dependencies)
{
    private const int UnknownDatabase = 1049;

    private const string CountTables =
        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'";

    private MySqlRelationalConnection Connection => (MySqlRelationalConnection)Dependencies.Connection;

    private string Database => names.DelimitIdentifier(Connection.DbConnection.Database);

    public override bool Exists()
    {
        try
        {
            Connection.Open(errorsExpected: true);
            Connection.Close();
            return true;
        }
        catch (DbException exception) when (IsUnknownDatabase(exception))
        {
            return false;
        }
    }

    public override async Task<bool> ExistsAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await Connection.OpenAsync(cancellationToken, errorsExpected: true);
            await Connection.CloseAsync();
            return true;
        }
        catch (DbException exception) when (IsUnknownDatabase(exception))
        {
            return false;
        }
    }

    public override bool HasTables() => IsPositive(sql.Build(CountTables).ExecuteScalar(Parameters()));

    public override async Task<bool> HasTablesAsync(CancellationToken cancellationToken = default) =>
        IsPositive(await sql.Build(CountTables).ExecuteScalarAsync(Parameters(), cancellationToken));

    public override void Create() => Connection.ExecuteOnMaster($"CREATE DATABASE {Database}");

    public override Task CreateAsync(CancellationToken cancellationToken = default) =>
        Connection.ExecuteOnMasterAsync($"CREATE DATABASE {Database}", cancellationToken);

    public override void Delete() => Connection.ExecuteOnMaster($"DROP DATABASE {Database}");

    public override Task DeleteAsync(CancellationToken cancellationToken = default) =>
        Connection.ExecuteOnMasterAsync($"DROP DATABASE {Database}", cancellationToken);

    private RelationalCommandParameterObject Parameters() =>
        new(Connection, null, null, Dependencies.CurrentContext.Context, Dependencies.CommandLogger);

    private static bool IsPositive(object? count) => Convert.ToInt64(count, CultureInfo.InvariantCulture) > 0;

    private static bool IsUnknownDatabase(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception.Data["Server Error Code"] is UnknownDatabase) return true;
        }

        return false;
    }
}
