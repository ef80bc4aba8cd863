using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance;

/// <summary>
/// Where an action takes place: the bare driver or the router, in one of the two worlds. Keeps the connections that the action opened, with
/// their events, so that what it leaves behind can be compared too.
/// </summary>
internal sealed class Stage(DbProviderFactory factory, string connectionString, bool async) : IAsyncDisposable
{
    private readonly List<DbConnection> _connections = [];
    private readonly List<string> _events = [];

    public DbProviderFactory Factory => factory;

    public string ConnectionString => connectionString;

    public bool Async => async;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The state of every connection, and what they told.</summary>
    public string Remains =>
        $"{string.Join(" ", _connections.Select(connection => connection.State))} | {string.Join(" ", _events)}";

    /// <summary>The asynchronous form, or the synchronous one on this thread.</summary>
    public Task<T> Both<T>(Func<Task<T>> asynchronous, Func<T> synchronous) => async ? asynchronous() : Task.FromResult(synchronous());

    /// <inheritdoc cref="Both{T}"/>
    public Task Both(Func<Task> asynchronous, Action synchronous)
    {
        if (async) return asynchronous();
        synchronous();
        return Task.CompletedTask;
    }

    /// <summary>A closed connection.</summary>
    /// <param name="more">Keywords beside the usual ones.</param>
    public DbConnection New(string more = "") => Watched(factory.CreateConnection()!, connectionString + more);

    /// <summary>A connection that is watched from now on.</summary>
    public DbConnection Watched(DbConnection connection, string? text = null)
    {
        if (text is not null) connection.ConnectionString = text;
        connection.StateChange += (_, change) => _events.Add($"{FormerOf(change)}>{change.CurrentState}");
        _connections.Add(connection);
        return connection;
    }

    public async Task<DbConnection> Open(string more = "")
    {
        var connection = New(more);
        await Open(connection);
        return connection;
    }

    public Task Open(DbConnection connection) => Both(() => connection.OpenAsync(Token), connection.Open);

    public Task Close(DbConnection connection) => Both(connection.CloseAsync, connection.Close);

    public Task Dispose(DbConnection connection) => Both(() => connection.DisposeAsync().AsTask(), connection.Dispose);

    public Task<DbTransaction> Begin(DbConnection connection, IsolationLevel level = IsolationLevel.Unspecified) =>
        Both(() => connection.BeginTransactionAsync(level, Token).AsTask(), () => connection.BeginTransaction(level));

    public Task Commit(DbTransaction transaction) => Both(() => transaction.CommitAsync(Token), transaction.Commit);

    public Task Rollback(DbTransaction transaction) => Both(() => transaction.RollbackAsync(Token), transaction.Rollback);

    public Task Dispose(DbTransaction transaction) => Both(() => transaction.DisposeAsync().AsTask(), transaction.Dispose);

    public DbCommand Command(DbConnection? connection, string sql, DbTransaction? transaction = null)
    {
        var command = connection is null ? factory.CreateCommand()! : connection.CreateCommand();
        command.CommandText = sql;
        if (transaction is not null) command.Transaction = transaction;
        return command;
    }

    public DbCommand Command(DbConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        var command = Command(connection, sql);
        foreach (var (name, value) in parameters) Add(command, name, value);
        return command;
    }

    public static DbParameter Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
        return parameter;
    }

    public Task<object?> Scalar(DbCommand command) => Both(() => command.ExecuteScalarAsync(Token), command.ExecuteScalar);

    public Task<object?> Scalar(DbConnection connection, string sql, DbTransaction? transaction = null) =>
        Scalar(Command(connection, sql, transaction));

    public Task<int> NonQuery(DbCommand command) => Both(() => command.ExecuteNonQueryAsync(Token), command.ExecuteNonQuery);

    public Task<int> NonQuery(DbConnection connection, string sql, DbTransaction? transaction = null) =>
        NonQuery(Command(connection, sql, transaction));

    public Task<DbDataReader> Reader(DbCommand command, CommandBehavior behavior = CommandBehavior.Default) =>
        Both(() => command.ExecuteReaderAsync(behavior, Token), () => command.ExecuteReader(behavior));

    public Task<DbDataReader> Reader(DbConnection connection, string sql, CommandBehavior behavior = CommandBehavior.Default) =>
        Reader(Command(connection, sql), behavior);

    public Task<bool> Read(DbDataReader reader) => Both(() => reader.ReadAsync(Token), reader.Read);

    public Task<bool> Next(DbDataReader reader) => Both(() => reader.NextResultAsync(Token), reader.NextResult);

    public Task Close(DbDataReader reader) => Both(reader.CloseAsync, reader.Close);

    public Task Prepare(DbCommand command) => Both(() => command.PrepareAsync(Token), command.Prepare);

    /// <summary>Every row of every result.</summary>
    public async Task<object?> Rows(DbDataReader reader)
    {
        var results = new List<object?>();
        do
        {
            var rows = new List<object?>();
            while (await Read(reader))
            {
                var values = new object?[reader.FieldCount];
                reader.GetValues(values!);
                rows.Add(values);
            }

            results.Add(rows);
        }
        while (await Next(reader));
        await Close(reader);
        return results;
    }

    /// <summary>What a step of an action throws; null when it does not.</summary>
    public static Task<object?> Error(Func<object?> step) => Error(() =>
    {
        step();
        return Task.CompletedTask;
    });

    /// <inheritdoc cref="Error(Func{object})"/>
    public static async Task<object?> Error(Func<Task> step)
    {
        try
        {
            await step();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    // MySql.Data tells of Open>Open when it means Connecting>Open. One action looks at that; the others need not.
    private static ConnectionState FormerOf(StateChangeEventArgs change) =>
        change.OriginalState == change.CurrentState ? ConnectionState.Connecting : change.OriginalState;

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections) await connection.DisposeAsync();
    }
}
