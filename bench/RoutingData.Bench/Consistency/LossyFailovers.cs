using RoutingData.Bench.Measuring;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.Consistency;

/// <summary>Deaths of the writer that lose acknowledged writes, on real servers: whom is it told, and is anything called lost that is there.</summary>
internal static class LossyFailovers
{
    /// <summary>Runs so many on each flavor, each on new servers, and prints what was told.</summary>
    /// <returns>1 when a loss was not told, or one that was none.</returns>
    public static async Task<int> RunAsync(IEnumerable<ServerFlavor> flavors, int times)
    {
        var table = new Table("servers", "failovers", "lost", "told", "kept", "false alarms");
        var isRight = true;
        foreach (var flavor in flavors)
        {
            var all = new LossCount(0, 0, 0, 0);
            for (var time = 0; time < times; time++)
            {
                var one = await OnceAsync(flavor, time);
                Console.WriteLine($"{flavor} {time + 1}: {one}");
                all = all.With(one);
            }

            table.Add(flavor, times, all.Lost, all.Told, all.Kept, all.FalseAlarms);
            isRight &= all is { FalseAlarms: 0 } && all.Told == all.Lost;
        }

        table.Print();
        return isRight ? 0 : 1;
    }

    private static async Task<LossCount> OnceAsync(ServerFlavor flavor, int time)
    {
        await using var cluster = await LocalCluster.StartAsync(new LocalClusterOptions { Flavor = flavor });
        await cluster.ExecuteAsync("db001", $"CREATE TABLE testdb.turn (id INT AUTO_INCREMENT PRIMARY KEY, version INT NOT NULL)");
        await cluster.WaitForReplicationAsync();
        await using var here = new RoutingDbDataSource(cluster.ConnectionString);
        await using var other = new RoutingDbDataSource(cluster.ConnectionString);
        await (await other.OpenConnectionAsync()).DisposeAsync();

        await using var safe = await here.OpenConnectionAsync();
        await InsertAsync(safe);
        var kept = Sent(await safe.GetConsistencyTokenAsync());
        await cluster.WaitForReplicationAsync();
        foreach (var name in new[] { "db002", "db003" }) await cluster.StopReplicationAsync(name);

        using var scope = RoutingScope.ReadYourWrites();
        await using var scoped = await here.OpenConnectionAsync();
        await using var losing = await here.OpenConnectionAsync();
        await InsertAsync(scoped);
        // How many are lost, and how many of their numbers are given again.
        for (var n = 0; n <= time % 4; n++) await InsertAsync(losing);
        var token = Sent(await losing.GetConsistencyTokenAsync());
        await cluster.KillAsync("db001");
        await cluster.PromoteAsync("db002");
        await cluster.StartReplicationAsync("db003");
        for (var n = 0; n < time % 7; n++)
        {
            await using var next = await other.OpenConnectionAsync();
            await InsertAsync(next);
        }

        foreach (var process in new[] { here, other })
            await process.Monitor.WaitForAsync(topology => topology.WriterOf(10)?.Address == cluster.Writer.Address, TimeSpan.FromSeconds(30));
        await cluster.WaitForReplicationAsync();
        var tokenHere = await IsLostAsync(here, token);
        bool[] lost = [losing.WritesLost, scoped.WritesLost, scope.WritesLost, tokenHere, await IsLostAsync(other, token), await IsLostInScopeAsync(other, token)];
        bool[] notLost = [safe.WritesLost, await IsLostAsync(here, kept), await IsLostAsync(other, kept), await IsLostInScopeAsync(other, kept), await AfterwardsAsync(other)];
        return new LossCount(lost.Length, lost.Count(told => told), notLost.Length, notLost.Count(told => told));
    }

    private static async Task InsertAsync(RoutingDbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO turn (version) VALUES (1)";
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<bool> IsLostAsync(RoutingDbDataSource source, ConsistencyToken token)
    {
        await using var connection = source.CreateConnection();
        connection.UseConsistencyToken(token);
        await connection.OpenAsync();
        await ReadAsync(connection);
        return connection.WritesLost;
    }

    private static async Task<bool> IsLostInScopeAsync(RoutingDbDataSource source, ConsistencyToken token)
    {
        using var scope = RoutingScope.ReadYourWrites(token);
        await using var connection = await source.OpenConnectionAsync();
        await ReadAsync(connection);
        return scope.WritesLost;
    }

    // What is written under the new writer is not lost.
    private static async Task<bool> AfterwardsAsync(RoutingDbDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await InsertAsync(connection);
        var token = Sent(await connection.GetConsistencyTokenAsync());
        return connection.WritesLost | await IsLostAsync(source, token);
    }

    private static async Task ReadAsync(RoutingDbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM turn";
        await command.ExecuteScalarAsync();
    }

    private static ConsistencyToken Sent(ConsistencyToken token) =>
        ConsistencyToken.TryParse(token.ToString(), out var sent) && !sent.IsEmpty ? sent : throw new InvalidOperationException($"'{token}' is no token.");
}
