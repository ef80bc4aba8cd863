using System.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.ExactlyOnce;

/// <summary>Times writes one after another on one connection of each kind, in turns, so that what else the machine does hits both.</summary>
internal static class WriteCosts
{
    private const int Turn = 50;
    private const string Insert = "INSERT INTO marked_writes (v) VALUES (1)";
    private const string InsertForKey = $"{Insert}; SELECT LAST_INSERT_ID()";

    public static async Task<List<WriteCost>> MeasureAsync(LocalCluster cluster, ServerFlavor flavor, int writes)
    {
        await cluster.ExecuteAsync("db001", "CREATE TABLE testdb.marked_writes (id BIGINT AUTO_INCREMENT PRIMARY KEY, v INT NOT NULL)");
        await cluster.WaitForReplicationAsync();
        await using var report = await SourceAsync(cluster, UnknownOutcome.Report);
        await using var resolve = await SourceAsync(cluster, UnknownOutcome.Resolve);
        return
        [
            await MeasureAsync("INSERT", ExecuteAsync),
            await MeasureAsync("INSERT; SELECT LAST_INSERT_ID()", ScalarAsync),
            await MeasureAsync("BEGIN, INSERT, COMMIT", CommitAsync),
        ];

        async Task<WriteCost> MeasureAsync(string name, Func<RoutingDbConnection, Task> write)
        {
            await using var plain = await report.OpenConnectionAsync();
            await using var marked = await resolve.OpenConnectionAsync();
            var times = (Report: new List<double>(writes), Resolve: new List<double>(writes));
            await TimeAsync(plain, write, []);
            await TimeAsync(marked, write, []);
            while (times.Report.Count < writes)
            {
                await TimeAsync(plain, write, times.Report);
                await TimeAsync(marked, write, times.Resolve);
            }

            return new WriteCost(flavor, name, WriteTimes.Of(times.Report), WriteTimes.Of(times.Resolve));
        }
    }

    private static async Task TimeAsync(RoutingDbConnection connection, Func<RoutingDbConnection, Task> write, List<double> times)
    {
        for (var n = 0; n < Turn; n++)
        {
            var begun = Stopwatch.GetTimestamp();
            await write(connection);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
        }
    }

    private static async Task ExecuteAsync(RoutingDbConnection connection)
    {
        await using var command = new RoutingDbCommand(Insert, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task ScalarAsync(RoutingDbConnection connection)
    {
        await using var command = new RoutingDbCommand(InsertForKey, connection);
        await command.ExecuteScalarAsync();
    }

    private static async Task CommitAsync(RoutingDbConnection connection)
    {
        await using var transaction = (RoutingDbTransaction)await connection.BeginTransactionAsync();
        await using var command = new RoutingDbCommand(Insert, connection, transaction);
        await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    private static async Task<RoutingDbDataSource> SourceAsync(LocalCluster cluster, UnknownOutcome outcome)
    {
        var source = new RoutingDbDataSource(new RoutingOptions
        {
            ConnectionString = cluster.ConnectionString, Failover = { UnknownOutcome = outcome },
        });
        await source.CreateMarkerTableAsync();
        return source;
    }
}
