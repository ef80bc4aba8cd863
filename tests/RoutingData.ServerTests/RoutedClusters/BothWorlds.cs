using System.Data;
using System.Data.Common;
using System.Globalization;

namespace RoutingData.ServerTests.RoutedClusters;

/// <summary>The same call awaited, or synchronous on a thread of its own; either fails after half a minute at the latest.</summary>
internal static class BothWorlds
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<T> RunAsync<T>(bool async, Func<Task<T>> asynchronous, Func<T> synchronous) =>
        (async ? Task.Run(asynchronous, Token) : OnItsOwnThread(synchronous)).WaitAsync(Limit, Token);

    public static Task RunAsync(bool async, Func<Task> asynchronous, Action synchronous) =>
        (async ? Task.Run(asynchronous, Token) : OnItsOwnThread(() =>
        {
            synchronous();
            return true;
        })).WaitAsync(Limit, Token);

    /// <summary>Blocks no thread of the pool, of which there are as many as cores at first.</summary>
    public static Task<T> OnItsOwnThread<T>(Func<T> synchronous) =>
        Task.Factory.StartNew(synchronous, Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static Task OpenAsync(this DbConnection connection, bool async) =>
        RunAsync(async, () => connection.OpenAsync(Token), connection.Open);

    public static Task CloseAsync(this DbConnection connection, bool async) => RunAsync(async, connection.CloseAsync, connection.Close);

    public static Task<DbTransaction> BeginAsync(this DbConnection connection, bool async) =>
        RunAsync(async, () => connection.BeginTransactionAsync(Token).AsTask(), connection.BeginTransaction);

    public static Task CommitAsync(this DbTransaction transaction, bool async) =>
        RunAsync(async, () => transaction.CommitAsync(Token), transaction.Commit);

    public static Task RollbackAsync(this DbTransaction transaction, bool async) =>
        RunAsync(async, () => transaction.RollbackAsync(Token), transaction.Rollback);

    public static Task ChangeDatabaseAsync(this DbConnection connection, bool async, string name) =>
        RunAsync(async, () => connection.ChangeDatabaseAsync(name, Token), () => connection.ChangeDatabase(name));

    public static async Task<object?> ScalarAsync(this DbConnection connection, bool async, string sql, DbTransaction? transaction = null)
    {
        await using var command = connection.Command(sql, transaction);
        return await command.ScalarAsync(async);
    }

    public static Task<object?> ScalarAsync(this DbCommand command, bool async) =>
        RunAsync(async, () => command.ExecuteScalarAsync(Token), command.ExecuteScalar);

    public static async Task<int> ExecuteAsync(this DbConnection connection, bool async, string sql, DbTransaction? transaction = null)
    {
        await using var command = connection.Command(sql, transaction);
        return await RunAsync(async, () => command.ExecuteNonQueryAsync(Token), command.ExecuteNonQuery);
    }

    /// <summary>The first column of the first row as text; NULL for null.</summary>
    public static async Task<string> TextAsync(this DbConnection connection, bool async, string sql, DbTransaction? transaction = null)
    {
        var text = Convert.ToString(await connection.ScalarAsync(async, sql, transaction), CultureInfo.InvariantCulture);
        return string.IsNullOrEmpty(text) ? "NULL" : text;
    }

    public static DbCommand Command(this DbConnection connection, string sql, DbTransaction? transaction = null)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return command;
    }

    public static bool IsOpen(this DbConnection connection) => connection.State == ConnectionState.Open;
}
