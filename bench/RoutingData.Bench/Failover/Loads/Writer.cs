using System.Data.Common;
using System.Globalization;
using RoutingData.Bench.Throughput;

namespace RoutingData.Bench.Failover.Loads;

/// <summary>Inserts numbered rows; each says which server executed it.</summary>
internal sealed class Writer(DbDataSource source, int worker, bool keepsOpen, bool alsoTransactions, bool alsoKeys) : LoadWorker(source, worker, keepsOpen)
{
    protected override bool IsWrite => true;

    protected override async ValueTask<int> ExecuteAsync(bool async, DbConnection connection, int number)
    {
        if (!alsoTransactions || number % 2 == 0)
        {
            await InsertAsync(async, connection, transaction: null, number);
            return 0;
        }

        var transaction = async ? await connection.BeginTransactionAsync() : connection.BeginTransaction();
        try
        {
            await InsertAsync(async, connection, transaction, number);
            if (async) await transaction.CommitAsync();
            else transaction.Commit();
        }
        finally
        {
            if (async) await transaction.DisposeAsync();
            else transaction.Dispose();
        }

        return 0;
    }

    private async ValueTask InsertAsync(bool async, DbConnection connection, DbTransaction? transaction, int number)
    {
        const string insert = $"INSERT INTO {LoadTables.Writes} (worker, number, server) VALUES (@w, @n, @@server_id)";
        var asksForKey = alsoKeys && number % 3 == 0;
        using var command = connection.CreateCommand().With(asksForKey ? $"{insert}; SELECT LAST_INSERT_ID()" : insert);
        command.Transaction = transaction;
        command.With("@w", Worker).With("@n", number);
        if (asksForKey)
        {
            Key = Convert.ToInt64(async ? await command.ExecuteScalarAsync() : command.ExecuteScalar(), CultureInfo.InvariantCulture);
            return;
        }

        var rows = await command.NonQueryAsync(async);
        if (rows != 1) throw new InvalidOperationException($"{rows} rows were said to be inserted, of one.");
    }
}
