using System.Data.Common;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.LibraryTests.Libraries;

/// <summary>What a library does that knows its provider by a name only, such as Orleans: a factory, a connection string.</summary>
internal sealed class ByInvariantName : ILibrary
{
    private const string Invariant = "MySql.Data.MySqlConnector";

    private readonly DbProviderFactory _factory;
    private readonly string _connectionString;

    public ByInvariantName(string connectionString)
    {
        DbProviderFactories.RegisterFactory(Invariant, RoutingDbProviderFactory.Instance);
        (_factory, _connectionString) = (DbProviderFactories.GetFactory(Invariant), connectionString);
    }

    public async Task WriteAsync(int worker, int number, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.Command("INSERT INTO entry (worker, number) VALUES (@worker, @number)");
        Add(command, "@worker", worker);
        Add(command, "@number", number);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<int> CountAsync(int worker, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.Command("SELECT COUNT(*) FROM entry WHERE worker = @worker");
        Add(command, "@worker", worker);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), null);
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = _factory.CreateConnection()!;
        connection.ConnectionString = _connectionString;
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static void Add(DbCommand command, string name, int value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
