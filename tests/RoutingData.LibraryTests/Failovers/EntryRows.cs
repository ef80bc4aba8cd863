using MySqlConnector;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.LibraryTests.Failovers;

/// <summary>What the writer has in the end: how often each write is there.</summary>
internal static class EntryRows
{
    public static async Task<IReadOnlyDictionary<(int Worker, int Number), int>> ReadAsync(LocalCluster servers, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<(int, int), int>();
        await using var connection = new MySqlConnection(servers.AdminConnectionString(servers.Writer.Name));
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.Command("SELECT worker, number, COUNT(*) FROM testdb.entry GROUP BY worker, number");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) rows[(reader.GetInt32(0), reader.GetInt32(1))] = (int)reader.GetInt64(2);
        return rows;
    }
}
