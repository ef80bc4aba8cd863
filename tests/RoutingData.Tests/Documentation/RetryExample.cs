namespace RoutingData.Tests.Documentation;

/// <summary>The example of docs/failover.md, so that it compiles.</summary>
internal static class RetryExample
{
    public static async Task InOneTransactionAsync(
        RoutingDbDataSource dataSource, Func<RoutingDbConnection, RoutingDbTransaction, Task> work, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
                await using var transaction = (RoutingDbTransaction)await connection.BeginTransactionAsync(cancellationToken);
                await work(connection, transaction);
                await transaction.CommitAsync(cancellationToken);
                return;
            }
            catch (RoutingDbException error) when (error.IsTransient && tries < 3)
            {
                // NotExecuted or RolledBack: nothing of this transaction is in the database. Unknown never comes here.
            }
        }
    }
}
