using RoutingData.Pools;

namespace RoutingData.Execution;

/// <summary>Ends a transaction that the router began in a text, and which an error left open.</summary>
internal static class TransactionRollback
{
    private const string Statement = "ROLLBACK";

    public static void Run(BackendConnection backend)
    {
        try
        {
            using var command = backend.Connection.CreateCommand();
            command.CommandText = Statement;
            command.ExecuteNonQuery();
        }
        catch (Exception)
        {
            // It may be open still: it ends with its connection.
            backend.Terminate();
        }
    }

    public static async Task RunAsync(BackendConnection backend)
    {
        try
        {
            var command = backend.Connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = Statement;
                await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            backend.Terminate();
        }
    }
}
