using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace RoutingData.Bench.Failover.Loads;

/// <summary>Inserts the same rows by EF Core: SaveChanges in a transaction, which the execution strategy may run again.</summary>
internal sealed class Saver(RoutingDbDataSource source, int worker) : LoadWorker(source, worker, keepsOpen: false)
{
    protected override bool IsWrite => true;

    protected override bool IsSave => true;

    protected override async ValueTask<int> ExecuteAsync(bool async, DbConnection connection, int number)
    {
        using var context = new SaveContext(source);
        var strategy = context.Database.CreateExecutionStrategy();
        if (async) await strategy.ExecuteAsync(() => SaveAsync(context, number));
        else strategy.Execute(() => Save(context, number));
        return 0;
    }

    private async Task SaveAsync(SaveContext context, int number)
    {
        context.ChangeTracker.Clear();
        await using var transaction = await context.Database.BeginTransactionAsync();
        var row = context.Add(new SavedRow { Worker = Worker, Number = number }).Entity;
        await context.SaveChangesAsync();
        await context.Database.ExecuteSqlAsync(Signature(row));
        await transaction.CommitAsync();
    }

    private void Save(SaveContext context, int number)
    {
        context.ChangeTracker.Clear();
        using var transaction = context.Database.BeginTransaction();
        var row = context.Add(new SavedRow { Worker = Worker, Number = number }).Entity;
        context.SaveChanges();
        context.Database.ExecuteSql(Signature(row));
        transaction.Commit();
    }

    // By the key that SaveChanges brought: a wrong one would sign another's row.
    private static FormattableString Signature(SavedRow row) =>
        $"UPDATE failover_writes SET server = @@server_id WHERE id = {row.Id} AND number = {row.Number}";
}
