using RoutingData.Bench.Targets;

namespace RoutingData.Bench.Throughput;

/// <summary>Begin, read a row, change it, commit: four round trips.</summary>
internal sealed class Transactions(Client client) : Work(client)
{
    public override async ValueTask StepAsync(bool async)
    {
        var id = Random.Shared.Next(Rows);
        var transaction = async ? await Client.Writer.BeginTransactionAsync() : Client.Writer.BeginTransaction();
        using (transaction)
        {
            using (var read = Client.Writer.CreateCommand().With("SELECT hits FROM bench_pk WHERE id = @id FOR UPDATE").With("@id", id))
            {
                read.Transaction = transaction;
                await read.ScalarAsync(async);
            }

            using (var change = Client.Writer.CreateCommand().With("UPDATE bench_pk SET hits = hits + 1 WHERE id = @id").With("@id", id))
            {
                change.Transaction = transaction;
                await change.NonQueryAsync(async);
            }

            if (async) await transaction.CommitAsync();
            else transaction.Commit();
        }
    }
}
