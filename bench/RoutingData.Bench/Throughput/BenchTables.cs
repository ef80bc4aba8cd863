using System.Diagnostics;
using RoutingData.Testing;

namespace RoutingData.Bench.Throughput;

/// <summary>What the workloads read and write.</summary>
internal static class BenchTables
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Makes them on the writer, and waits until every replica has them.</summary>
    /// <exception cref="TimeoutException">A replica does not follow.</exception>
    public static async Task CreateAsync(LocalCluster cluster, string database)
    {
        var writer = cluster.Writer.Name;
        await cluster.ExecuteAsync(writer, $"CREATE TABLE {database}.bench_insert (id BIGINT AUTO_INCREMENT PRIMARY KEY, v INT)");
        await cluster.ExecuteAsync(
            writer, $"CREATE TABLE {database}.bench_pk (id INT PRIMARY KEY, name VARCHAR(64) NOT NULL, hits INT NOT NULL DEFAULT 0)");
        await cluster.ExecuteAsync(
            writer,
            $"INSERT INTO {database}.bench_pk (id, name) VALUES {string.Join(", ", Enumerable.Range(0, Work.Rows).Select(i => $"({i}, 'name of {i}')"))}");

        var begun = Stopwatch.GetTimestamp();
        foreach (var server in cluster.Servers)
        {
            while (!await HasRowsAsync(cluster, server.Name, database))
            {
                if (Stopwatch.GetElapsedTime(begun) > Patience) throw new TimeoutException($"{server} does not follow its writer.");
                await Task.Delay(20);
            }
        }
    }

    private static async Task<bool> HasRowsAsync(LocalCluster cluster, string server, string database) =>
        Convert.ToInt32(await cluster.ScalarAsync(
            server, $"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '{database}' AND table_name = 'bench_pk'")) == 1
        && Convert.ToInt32(await cluster.ScalarAsync(server, $"SELECT COUNT(*) FROM {database}.bench_pk")) == Work.Rows;
}
