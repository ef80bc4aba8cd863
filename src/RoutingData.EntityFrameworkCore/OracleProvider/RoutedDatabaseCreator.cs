using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage;
using RoutingData.Threading;

namespace RoutingData.EntityFrameworkCore.OracleProvider;

/// <summary>Creates, drops and looks for the context's database, on the writer, over a connection to no database.</summary>
internal sealed class RoutedDatabaseCreator(RelationalDatabaseCreatorDependencies dependencies, ISqlGenerationHelper names)
    : RelationalDatabaseCreator(dependencies)
{
    private const string Databases = "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = @name";
    private const string Tables = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = @name AND table_type = 'BASE TABLE'";

    private string Database => Dependencies.Connection.DbConnection.Database;

    public override bool Exists() => SyncResult.Of(RunAsync(async: false, Databases, CancellationToken.None)) > 0;

    public override async Task<bool> ExistsAsync(CancellationToken cancellationToken = default) =>
        await RunAsync(async: true, Databases, cancellationToken).ConfigureAwait(false) > 0;

    public override bool HasTables() => SyncResult.Of(RunAsync(async: false, Tables, CancellationToken.None)) > 0;

    public override async Task<bool> HasTablesAsync(CancellationToken cancellationToken = default) =>
        await RunAsync(async: true, Tables, cancellationToken).ConfigureAwait(false) > 0;

    public override void Create() => SyncResult.Of(RunAsync(async: false, $"CREATE DATABASE {Delimited()}", CancellationToken.None));

    public override async Task CreateAsync(CancellationToken cancellationToken = default) =>
        await RunAsync(async: true, $"CREATE DATABASE {Delimited()}", cancellationToken).ConfigureAwait(false);

    public override void Delete() => SyncResult.Of(RunAsync(async: false, $"DROP DATABASE {Delimited()}", CancellationToken.None));

    public override async Task DeleteAsync(CancellationToken cancellationToken = default) =>
        await RunAsync(async: true, $"DROP DATABASE {Delimited()}", cancellationToken).ConfigureAwait(false);

    private string Delimited() => names.DelimitIdentifier(Database);

    private async ValueTask<long> RunAsync(bool async, string text, CancellationToken cancellationToken)
    {
        var source = ((RoutingDbConnection)Dependencies.Connection.DbConnection).Source;
        var connection = await source.Runtime.Writer.OpenWithoutDatabaseAsync(async, cancellationToken).ConfigureAwait(false);
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = text;
            var name = command.CreateParameter();
            (name.ParameterName, name.Value) = ("@name", Database);
            command.Parameters.Add(name);
            var count = async ? await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) : command.ExecuteScalar();
            return Convert.ToInt64(count, CultureInfo.InvariantCulture);
        }
        finally
        {
            if (async) await connection.DisposeAsync().ConfigureAwait(false);
            else connection.Dispose();
        }
    }
}
