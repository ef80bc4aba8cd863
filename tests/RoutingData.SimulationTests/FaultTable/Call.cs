using System.Data.Common;

namespace RoutingData.SimulationTests.FaultTable;

/// <summary>One way to use a connection, made ready before a fault strikes and done when it does.</summary>
/// <param name="Name">As the document calls it.</param>
/// <param name="PrepareAsync">Gets everything ready and returns what is to be done.</param>
internal sealed record Call(string Name, Func<RoutingDbConnection, Task<Func<Task>>> PrepareAsync)
{
    private const string Read = "SELECT COUNT(*) FROM notes";
    private const string Write = "INSERT INTO notes (n) VALUES (1)";

    public static IReadOnlyList<Call> All { get; } =
    [
        new("read", async connection =>
        {
            await RunAsync(connection, Read);
            return () => RunAsync(connection, Read);
        }),
        new("prepared read", async connection =>
        {
            var command = connection.CreateCommand();
            command.CommandText = Read;
            await command.PrepareAsync();
            await command.ExecuteScalarAsync();
            return () => command.ExecuteScalarAsync();
        }),
        new("autocommit write", async connection =>
        {
            await RunAsync(connection, Write);
            return () => RunAsync(connection, Write);
        }),
        new("statement of a transaction", async connection =>
        {
            var transaction = await connection.BeginTransactionAsync();
            await RunAsync(connection, Write, transaction);
            return () => RunAsync(connection, Write, transaction);
        }),
        new("COMMIT", async connection =>
        {
            var transaction = await connection.BeginTransactionAsync();
            await RunAsync(connection, Write, transaction);
            return () => transaction.CommitAsync();
        }),
    ];

    private static async Task RunAsync(RoutingDbConnection connection, string text, DbTransaction? transaction = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        await command.ExecuteScalarAsync();
    }
}
