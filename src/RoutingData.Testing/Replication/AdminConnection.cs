using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.Testing.Flavors;

namespace RoutingData.Testing.Replication;

/// <summary>
/// An administrator's connection to one server. Every call ends at its deadline whatever the driver does, because no driver's
/// own time limit holds on a silent server; what was left behind is disposed in the background.
/// </summary>
internal sealed class AdminConnection : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly LocalServer _server;
    private bool _abandoned;

    private AdminConnection(DbConnection connection, IFlavor flavor, LocalServer server, TimeSpan timeout)
    {
        _connection = connection;
        Flavor = flavor.Kind;
        Sql = flavor.Replication;
        _server = server;
        Timeout = timeout;
    }

    /// <summary>The server's name.</summary>
    public string Server => _server.Name;

    /// <summary>The address at which it listens.</summary>
    public ServerAddress Address => _server.Address;

    /// <summary>Which flavor it is of.</summary>
    public ServerFlavor Flavor { get; }

    /// <summary>Its statements for replication.</summary>
    public IReplicationSql Sql { get; }

    /// <summary>How long one call may take.</summary>
    public TimeSpan Timeout { get; }

    public static async Task<AdminConnection> OpenAsync(
        DbProviderFactory factory, IFlavor flavor, LocalServer server, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var connection = factory.CreateConnection()!;
        connection.ConnectionString = ClusterConnectionStrings.ForAdministrator(flavor.Kind, server.Address, timeout);
        var admin = new AdminConnection(connection, flavor, server, timeout);
        try
        {
            await admin.InTimeAsync(() => connection.OpenAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            return admin;
        }
        catch
        {
            await admin.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) =>
        CommandAsync(sql, command => command.ExecuteNonQueryAsync(cancellationToken), cancellationToken);

    public Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken) =>
        CommandAsync(sql, command => command.ExecuteScalarAsync(cancellationToken), cancellationToken);

    public async Task<string> TextAsync(string sql, CancellationToken cancellationToken) =>
        Convert.ToString(await ScalarAsync(sql, cancellationToken).ConfigureAwait(false)) ?? "";

    /// <summary>Returns the first row by column name, or null when there is none.</summary>
    public Task<IReadOnlyDictionary<string, string>?> RowAsync(string sql, CancellationToken cancellationToken) =>
        CommandAsync(sql, command => FirstRowAsync(command, cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_abandoned)
            _ = Task.Run(_connection.Dispose);
        else
            await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<IReadOnlyDictionary<string, string>?> FirstRowAsync(DbCommand command, CancellationToken cancellationToken)
    {
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
            ? Enumerable.Range(0, reader.FieldCount).ToDictionary(
                reader.GetName, column => Convert.ToString(reader.GetValue(column)) ?? "", StringComparer.OrdinalIgnoreCase)
            : null;
    }

    private Task<T> CommandAsync<T>(string sql, Func<DbCommand, Task<T>> execute, CancellationToken cancellationToken) =>
        InTimeAsync(
            async () =>
            {
                var command = _connection.CreateCommand();
                await using var _ = command.ConfigureAwait(false);
                command.CommandText = sql;
                return await execute(command).ConfigureAwait(false);
            },
            cancellationToken);

    private Task<object?> InTimeAsync(Func<Task> work, CancellationToken cancellationToken) =>
        InTimeAsync<object?>(
            async () =>
            {
                await work().ConfigureAwait(false);
                return null;
            },
            cancellationToken);

    private async Task<T> InTimeAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var running = Task.Run(work, cancellationToken);
        try
        {
            return await running.WaitAsync(Timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!running.IsCompleted && e is TimeoutException or OperationCanceledException)
        {
            _abandoned = true;
            if (e is OperationCanceledException)
                throw;
            throw new LocalClusterException($"{Server} did not answer an administrator's statement within {Timeout.TotalSeconds} s.", e);
        }
    }
}
