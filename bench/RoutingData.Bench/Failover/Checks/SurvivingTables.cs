using RoutingData.Bench.Failover.Loads;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.Failover.Checks;

/// <summary>The writes that are left, on the writer and on every other server that answers.</summary>
/// <param name="Writer">The rows of the server that is the writer at the end.</param>
/// <param name="Others">Those of each of the others.</param>
internal sealed record SurvivingTables(IReadOnlyList<WrittenRow> Writer, IReadOnlyList<IReadOnlyList<WrittenRow>> Others)
{
    public static async Task<SurvivingTables> ReadAsync(LocalCluster cluster, string database)
    {
        await cluster.WaitForReplicationAsync();
        List<IReadOnlyList<WrittenRow>> others = [];
        foreach (var server in cluster.Servers.Where(server => server != cluster.Writer && server is { IsRunning: true, IsPaused: false }))
            others.Add(await RowsAsync(cluster, server, database));
        return new SurvivingTables(await RowsAsync(cluster, cluster.Writer, database), others);
    }

    private static async Task<IReadOnlyList<WrittenRow>> RowsAsync(LocalCluster cluster, LocalServer server, string database)
    {
        await using var connection = MySqlDriver.Find().Factory.CreateConnection()!;
        connection.ConnectionString = cluster.AdminConnectionString(server.Name);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT worker, number, server, id FROM {database}.{LoadTables.Writes}";
        await using var reader = await command.ExecuteReaderAsync();
        List<WrittenRow> rows = [];
        while (await reader.ReadAsync()) rows.Add(new WrittenRow(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt64(3)));
        return rows;
    }
}
