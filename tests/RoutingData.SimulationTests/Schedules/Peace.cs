using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>When all is well again, as many sessions as the pool has places can write at the same time: no place is lost.</summary>
internal static class Peace
{
    /// <summary>What went wrong, or null.</summary>
    public static async Task<string?> TryAsync(RoutingDbDataSource dataSource, SimulatedCluster cluster, SimulatedClock clock)
    {
        var sessions = Enumerable.Range(0, RunPlan.PoolSize).Select(_ => WriteAsync(dataSource, clock)).ToArray();
        try
        {
            var servers = await Task.WhenAll(sessions);
            return servers.All(server => server == cluster.Writer.Name) ? null : $"sessions began on {string.Join(", ", servers)}";
        }
        catch (Exception error)
        {
            return error.Message;
        }
    }

    private static async Task<string?> WriteAsync(RoutingDbDataSource dataSource, SimulatedClock clock)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT @@hostname";
        var server = (string?)await command.ExecuteScalarAsync();
        // Until the others have theirs.
        await Task.Delay(TimeSpan.FromMilliseconds(100), clock);
        await transaction.CommitAsync();

        await using var read = connection.CreateCommand();
        read.CommandText = "SELECT COUNT(*) FROM writes";
        await read.ExecuteScalarAsync();
        return server;
    }
}
