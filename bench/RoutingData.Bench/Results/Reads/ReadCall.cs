using System.Data;
using System.Data.Common;

namespace RoutingData.Bench.Results.Reads;

/// <summary>One read from Open to Close, written as callers write it.</summary>
/// <param name="source">Where its connection comes from.</param>
/// <param name="kind">How it reads.</param>
/// <param name="table">What it reads.</param>
/// <param name="isFrom">Told the server that answers.</param>
/// <param name="isWrong">Told what is wrong with the result, before the caller lets go of the reader: that may throw.</param>
internal sealed class ReadCall(DbDataSource source, ReadKind kind, ResultTable table, Action<int> isFrom, Action<string> isWrong)
{
    public async ValueTask RunAsync(int number)
    {
        var connection = source.CreateConnection();
        try
        {
            if (kind.Async) await connection.OpenAsync();
            else connection.Open();
            if (kind.InTransaction) await InTransactionAsync(connection, number);
            else await ReadAsync(connection, transaction: null, number);
        }
        finally
        {
            if (kind.Async) await connection.DisposeAsync();
            else connection.Dispose();
        }
    }

    private async ValueTask InTransactionAsync(DbConnection connection, int number)
    {
        var transaction = kind.Async ? await connection.BeginTransactionAsync() : connection.BeginTransaction();
        try
        {
            await ReadAsync(connection, transaction, number);
            if (kind.Async) await transaction.CommitAsync();
            else transaction.Commit();
        }
        finally
        {
            if (kind.Async) await transaction.DisposeAsync();
            else transaction.Dispose();
        }
    }

    private async ValueTask ReadAsync(DbConnection connection, DbTransaction? transaction, int number)
    {
        using var command = connection.CreateCommand();
        command.CommandText = table.Text(kind.Shape, number);
        command.Transaction = transaction;
        if (kind.Prepared)
        {
            if (kind.Async) await command.PrepareAsync();
            else command.Prepare();
        }

        if (kind.IsScalar) await ScalarAsync(command, table.ScalarOf(number));
        else await RowsAsync(command);
    }

    private async ValueTask ScalarAsync(DbCommand command, int due)
    {
        var value = kind.Async ? await command.ExecuteScalarAsync() : command.ExecuteScalar();
        if (value is null or DBNull || Convert.ToInt64(value, null) != due) isWrong($"scalar {value ?? "null"} in place of {due}");
    }

    private async ValueTask RowsAsync(DbCommand command)
    {
        var behavior = kind.Sequential ? CommandBehavior.SequentialAccess : CommandBehavior.Default;
        var reader = kind.Async ? await command.ExecuteReaderAsync(behavior) : command.ExecuteReader(behavior);
        try
        {
            await new WholeResult(isFrom, isWrong).ReadAsync(kind.Async, reader, table.ResultsOf(kind.Shape));
        }
        finally
        {
            if (kind.Async) await reader.DisposeAsync();
            else reader.Dispose();
        }
    }
}
